//! Sixty-four searches side by side: one number for each of them, and the vector operations on it.
//!
//! [`Lanes`] is generic over [`pulp::Simd`], so that one program uses AVX-512, AVX2 or plain instructions, whichever the
//! machine has. Every operation works on each lane alone, multiplications and additions are never fused, and
//! [`Lanes::sum`] adds in a fixed order: the bits are the same on all of them.

use pulp::Simd;

/// Searches that run side by side: as many as a word of bits has. What is looked up once for all of them (rows, masks, branches that
/// cannot be foretold) costs the same for sixteen as for sixty-four.
pub(super) const LANES: usize = 64;

/// A set of lanes, a bit each.
pub(super) type Mask = u64;

/// One number per search.
#[derive(Clone, Copy)]
#[repr(align(64))]
pub(super) struct Lanes(pub [f64; LANES]);

const BITS: [u64; LANES] = {
    let mut bits = [0; LANES];
    let mut i = 0;
    while i < LANES {
        bits[i] = 1 << i;
        i += 1;
    }
    bits
};

impl Lanes {
    pub const ZERO: Self = Self([0.0; LANES]);

    #[inline(always)]
    fn zip<S: Simd>(&mut self, other: &Self, f: impl Fn(S::f64s, S::f64s) -> S::f64s) {
        let (x, _) = S::as_mut_simd_f64s(&mut self.0);
        let (y, _) = S::as_simd_f64s(&other.0);
        for (x, y) in x.iter_mut().zip(y) {
            *x = f(*x, *y);
        }
    }

    #[inline(always)]
    fn each<S: Simd>(&mut self, f: impl Fn(S::f64s) -> S::f64s) {
        let (x, _) = S::as_mut_simd_f64s(&mut self.0);
        for x in x {
            *x = f(*x);
        }
    }

    #[inline(always)]
    pub fn add<S: Simd>(&mut self, simd: S, other: &Self) {
        self.zip::<S>(
            other,
            #[inline(always)]
            |x, y| simd.add_f64s(x, y),
        );
    }

    /// Adds the lanes of `mask`; whatever the others hold does not matter.
    #[inline(always)]
    pub fn add_only<S: Simd>(&mut self, simd: S, mask: Mask, other: &Self) {
        let mask = simd.splat_u64s(mask);
        let (x, _) = S::as_mut_simd_f64s(&mut self.0);
        let (y, _) = S::as_simd_f64s(&other.0);
        let (bits, _) = S::as_simd_u64s(&BITS);
        for ((x, y), bit) in x.iter_mut().zip(y).zip(bits) {
            *x = simd.select_f64s(simd.equal_u64s(simd.and_u64s(mask, *bit), *bit), simd.add_f64s(*x, *y), *x);
        }
    }

    /// Adds `factor` times the lanes of `mask`, rounded twice.
    #[inline(always)]
    pub fn add_times_only<S: Simd>(&mut self, simd: S, factor: f64, mask: Mask, other: &Self) {
        let mask = simd.splat_u64s(mask);
        let factor = simd.splat_f64s(factor);
        let (x, _) = S::as_mut_simd_f64s(&mut self.0);
        let (y, _) = S::as_simd_f64s(&other.0);
        let (bits, _) = S::as_simd_u64s(&BITS);
        for ((x, y), bit) in x.iter_mut().zip(y).zip(bits) {
            let sum = simd.add_f64s(*x, simd.mul_f64s(factor, *y));
            *x = simd.select_f64s(simd.equal_u64s(simd.and_u64s(mask, *bit), *bit), sum, *x);
        }
    }

    #[inline(always)]
    pub fn multiply<S: Simd>(&mut self, simd: S, other: &Self) {
        self.zip::<S>(
            other,
            #[inline(always)]
            |x, y| simd.mul_f64s(x, y),
        );
    }

    #[inline(always)]
    pub fn divide<S: Simd>(&mut self, simd: S, other: &Self) {
        self.zip::<S>(
            other,
            #[inline(always)]
            |x, y| simd.div_f64s(x, y),
        );
    }

    #[inline(always)]
    pub fn larger<S: Simd>(&mut self, simd: S, other: &Self) {
        self.zip::<S>(
            other,
            #[inline(always)]
            |x, y| simd.max_f64s(x, y),
        );
    }

    #[inline(always)]
    pub fn times<S: Simd>(&mut self, simd: S, factor: f64) {
        let factor = simd.splat_f64s(factor);
        self.each::<S>(
            #[inline(always)]
            |x| simd.mul_f64s(x, factor),
        );
    }

    #[inline(always)]
    pub fn plus<S: Simd>(&mut self, simd: S, term: f64) {
        let term = simd.splat_f64s(term);
        self.each::<S>(
            #[inline(always)]
            |x| simd.add_f64s(x, term),
        );
    }

    /// Takes the lanes of `mask` from `other`, the rest from itself.
    #[inline(always)]
    pub fn replace<S: Simd>(&mut self, simd: S, mask: Mask, other: &Self) {
        let mask = simd.splat_u64s(mask);
        let (x, _) = S::as_mut_simd_f64s(&mut self.0);
        let (y, _) = S::as_simd_f64s(&other.0);
        let (bits, _) = S::as_simd_u64s(&BITS);
        for ((x, y), bit) in x.iter_mut().zip(y).zip(bits) {
            *x = simd.select_f64s(simd.equal_u64s(simd.and_u64s(mask, *bit), *bit), *y, *x);
        }
    }

    /// The lanes of `mask`, 0 in the others.
    #[inline(always)]
    pub fn only<S: Simd>(self, simd: S, mask: Mask) -> Self {
        let mut kept = Self::ZERO;
        kept.replace(simd, mask, &self);
        kept
    }

    /// Sum over the lanes: halves added to halves.
    #[inline(always)]
    pub fn sum(self) -> f64 {
        let mut x = self.0;
        let mut half = LANES / 2;
        while half > 0 {
            for i in 0..half {
                x[i] += x[i + half];
            }
            half /= 2;
        }
        x[0]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use pulp::WithSimd;

    struct All;

    impl WithSimd for All {
        type Output = Vec<u64>;

        #[inline(always)]
        fn with_simd<S: Simd>(self, simd: S) -> Vec<u64> {
            let a = Lanes(std::array::from_fn(|i| 1.0 / (i as f64 + 3.0)));
            let b = Lanes(std::array::from_fn(|i| (i as f64 - 7.3) * 1e-3));
            let mut out = Vec::new();
            let mut note = |x: Lanes| out.extend(x.0.map(f64::to_bits).into_iter().chain([x.sum().to_bits()]));
            let with = |f: &dyn Fn(&mut Lanes)| {
                let mut x = a;
                f(&mut x);
                x
            };
            note(with(&|x| x.add(simd, &b)));
            note(with(&|x| x.multiply(simd, &b)));
            note(with(&|x| x.divide(simd, &b)));
            note(with(&|x| x.larger(simd, &b)));
            note(with(&|x| x.times(simd, 1.1)));
            note(with(&|x| x.plus(simd, 1.1)));
            note(with(&|x| x.add_only(simd, !0b1010_0110_0000_1111, &b)));
            note(with(&|x| x.add_times_only(simd, 0.7, !0b1010_0110_0000_1111, &b)));
            note(with(&|x| x.replace(simd, 0b1010_0110_0000_1111, &b)));
            note(a.only(simd, 0b0101_0110_1000_1011));
            out
        }
    }

    #[test]
    fn every_instruction_set_gives_the_same_bits() {
        let plain = Simd::vectorize(pulp::Scalar::new(), All);
        assert_eq!(plain.len(), 10 * (LANES + 1));
        assert_eq!(plain[0], (1.0f64 / 3.0 - 7.3e-3).to_bits());
        assert_eq!(plain, pulp::Arch::new().dispatch(All));
        #[cfg(target_arch = "x86_64")]
        {
            use pulp::x86::{V3, V4};
            assert!(V3::try_new().is_none_or(|simd| Simd::vectorize(simd, All) == plain));
            assert!(V4::try_new().is_none_or(|simd| Simd::vectorize(simd, All) == plain));
        }
    }

    #[test]
    fn a_mask_keeps_what_it_names() {
        struct Only;
        impl WithSimd for Only {
            type Output = [f64; LANES];
            #[inline(always)]
            fn with_simd<S: Simd>(self, simd: S) -> [f64; LANES] {
                Lanes(std::array::from_fn(|i| i as f64 + 1.0)).only(simd, 1 << 63 | 0b101).0
            }
        }
        let mut expected = [0.0; LANES];
        (expected[0], expected[2], expected[63]) = (1.0, 3.0, 64.0);
        assert_eq!(pulp::Arch::new().dispatch(Only), expected);
    }
}
