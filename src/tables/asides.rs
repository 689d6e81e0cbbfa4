//! What files say beside the columns of their table: of orders further states, whether they were paid, called off or paid back, and
//! remarks; of people whether they are staff.

use super::MemberType;
use super::names::is_alias;
use super::words::{flag, member_type, word_of};
use crate::config::columns::memberships;

/// What a column beside those of the table tells of an order or a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Aside {
    /// A state of it or of its payment.
    State,
    /// Where its goods are.
    Delivery,
    /// Whether it was paid.
    Paid,
    /// Whether, or when, it was called off.
    CalledOff,
    /// Whether it was paid back.
    PaidBack,
    /// What somebody wrote.
    Remark,
    /// Whether somebody is staff.
    Staff,
    /// What somebody is.
    Member,
}

impl Aside {
    /// Whether the column is looked at besides as those are of which nothing is known.
    pub fn is_further(self) -> bool {
        matches!(self, Self::Remark | Self::Staff | Self::Member)
    }
}

/// What a header promises in a table of users.
pub(super) fn of_person(header: &str) -> Option<Aside> {
    let is = |place: usize| is_alias(&memberships::SCHEMA.columns[place], header);
    if is(memberships::IS_STAFF) {
        Some(Aside::Staff)
    } else if is(memberships::MEMBER_TYPE) {
        Some(Aside::Member)
    } else {
        let of_people = ["客户备注", "备注信息", "描述", "跟进记录", "description"];
        (is_remark(header) || of_people.contains(&header)).then_some(Aside::Remark)
    }
}

/// Who somebody is by such a cell, where it says no customer. Numbers are of any list of types.
pub(super) fn member(aside: Aside, cell: &str) -> Option<MemberType> {
    match aside {
        Aside::Staff => (flag(cell) == Some(true)).then_some(MemberType::Staff),
        Aside::Member if !cell.starts_with(|c: char| c.is_ascii_digit()) => {
            member_type(cell).filter(|&member| member != MemberType::Customer)
        }
        _ => None,
    }
}

/// What a normalised header without remarks promises. A bare 状态 may be of anything.
pub(super) fn of(name: &str) -> Option<Aside> {
    Some(match name {
        "order_status" | "financial_status" | "payment_status" | "pay_status" | "订单状态" | "交易状态"
        | "支付状态" | "付款状态" | "支付情况" | "付款情况" | "支付结果" => Aside::State,
        "发货状态" | "物流状态" | "配送状态" | "收货状态" | "fulfillment_status" | "shipping_status" => {
            Aside::Delivery
        }
        "是否支付" | "是否付款" | "是否已支付" | "是否已付款" | "已支付" | "已付款" | "is_paid" | "paid" => {
            Aside::Paid
        }
        "是否取消" | "是否已取消" | "已取消" | "是否作废" | "是否已作废" | "取消时间" | "订单取消时间" | "作废时间"
        | "is_cancelled" | "is_canceled" | "cancelled" | "canceled" | "cancelled_at" | "canceled_at" => {
            Aside::CalledOff
        }
        "售后状态" | "退款状态" | "退货状态" | "是否退款" | "是否已退款" | "after_sale_status" | "refund_status"
        | "is_refunded" => Aside::PaidBack,
        name if is_remark(name) => Aside::Remark,
        "订单备注" | "商家备注" | "卖家备注" | "客服备注" | "买家备注" | "买家留言" => {
            Aside::Remark
        }
        _ => return None,
    })
}

fn is_remark(name: &str) -> bool {
    matches!(name, "备注" | "remark" | "remarks" | "note" | "notes" | "memo" | "comment" | "comments")
}

/// Whether a cell of whether or when an order was called off says that it was.
pub(super) fn is_called_off(cell: &str) -> bool {
    flag(cell).unwrap_or_else(|| {
        let when = cell.len() > 5 && cell.contains(|c: char| ('1'..='9').contains(&c));
        when || matches!(word_of(cell).as_str(), "已取消" | "取消" | "已作废" | "作废" | "cancelled" | "canceled")
    })
}

/// Whether a remark may say that the order came to nothing.
pub(super) fn is_doubtful(remark: &str) -> bool {
    let words = [
        "已退",
        "退款",
        "退货",
        "退单",
        "未付",
        "没付",
        "未支付",
        "作废",
        "已取消",
        "取消订单",
        "refund",
        "cancel",
        "unpaid",
        "void",
    ];
    let remark = word_of(remark);
    words.iter().any(|word| remark.contains(word))
}
