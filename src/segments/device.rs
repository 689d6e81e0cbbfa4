//! What a device is, as far as it matters: iOS, Android, or something else.

use crate::tables::{Categories, DeviceClass};

/// Words in the names of devices of Apple's.
const IOS: [&str; 5] = ["ios", "iphone", "ipad", "ipados", "苹果"];
/// Words in the names of devices with Android, or with HarmonyOS, which runs on the same phones.
const ANDROID: [&str; 21] = [
    "android", "harmony", "huawei", "honor", "xiaomi", "redmi", "oppo", "oneplus", "vivo", "samsung", "galaxy",
    "realme", "meizu", "安卓", "鸿蒙", "华为", "荣耀", "小米", "红米", "三星", "魅族",
];

/// The class of each name of a device.
pub(super) fn classes(devices: &Categories) -> Vec<DeviceClass> {
    devices.names.iter().map(|name| class(name)).collect()
}

fn class(name: &str) -> DeviceClass {
    let name = name.to_lowercase();
    let mentions = |words: &[&str]| words.iter().any(|word| name.contains(word));
    if mentions(&ANDROID) {
        DeviceClass::Android
    } else if mentions(&IOS) {
        DeviceClass::Ios
    } else {
        DeviceClass::Other
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn devices_are_known_by_system_and_by_maker() {
        let of = |names: &[&str]| names.iter().map(|name| class(name).code()).collect::<Vec<_>>();
        assert_eq!(of(&["iOS", "iPhone 15 Pro", "苹果"]), ["ios"; 3]);
        assert_eq!(of(&["Android 14", "HUAWEI Mate 60", "鸿蒙", "小米 14", "vivo X100"]), ["android"; 5]);
        assert_eq!(of(&["Windows", "微信网页版", "诺基亚"]), ["other"; 3]);
    }
}
