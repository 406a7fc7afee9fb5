//! Which units are drawn: the same for the same seed, on every machine and in every language.
//!
//! Numbers come from SplitMix64 (Steele, Lea and Flood, 2014), brought into a range without bias by Lemire's method;
//! the units by Floyd's, which draws each set of so many units with the same probability.

use std::collections::BTreeSet;

/// Places of the units drawn out of `lot`, from 0, in ascending order; all of them if `size` is the lot or more.
pub fn draw(lot: u64, size: u64, seed: u64) -> Vec<u64> {
    if size >= lot {
        return (0..lot).collect();
    }
    let mut random = SplitMix(seed);
    let mut drawn = BTreeSet::new();
    for last in lot.saturating_sub(size)..lot {
        let place = random.up_to(last);
        if !drawn.insert(place) {
            drawn.insert(last);
        }
    }
    drawn.into_iter().collect()
}

/// SplitMix64.
struct SplitMix(u64);

impl SplitMix {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number from 0 to `most`, each as likely as any other.
    fn up_to(&mut self, most: u64) -> u64 {
        let Some(count) = most.checked_add(1) else { return self.next() };
        // Of 2^64 numbers, as many at the low end of each count are left out as do not divide evenly.
        let uneven = count.wrapping_neg().checked_rem(count).unwrap_or_default();
        loop {
            let wide = u128::from(self.next()).wrapping_mul(u128::from(count));
            let (high, low) = (wide >> 64, wide & u128::from(u64::MAX));
            if low >= u128::from(uneven) {
                return u64::try_from(high).unwrap_or(most);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_as_published() {
        // The first outputs for seed 1234567, as Vigna's reference and the Rosetta Code task give them.
        let mut random = SplitMix(1_234_567);
        let first: Vec<u64> = (0..5).map(|_| random.next()).collect();
        assert_eq!(
            first,
            [
                6_457_827_717_110_365_317,
                3_203_168_211_198_807_973,
                9_817_491_932_198_370_423,
                4_593_380_528_125_082_431,
                16_408_922_859_458_223_821
            ]
        );
    }

    #[test]
    fn as_many_as_asked_in_order_and_each_once() {
        for (lot, size) in [(1, 0), (1, 1), (5, 9), (10, 3), (1_000_000, 40), (u64::MAX, 3)] {
            if lot == 5 {
                assert_eq!(draw(lot, size, 7), [0, 1, 2, 3, 4]);
                continue;
            }
            let drawn = draw(lot, size, 7);
            assert_eq!(u64::try_from(drawn.len()).unwrap(), size);
            assert!(drawn.is_sorted_by(|a, b| a < b) && drawn.iter().all(|place| *place < lot));
        }
        assert_eq!(draw(100, 20, 7), draw(100, 20, 7));
        assert_ne!(draw(100, 20, 7), draw(100, 20, 8));
    }

    #[test]
    fn every_pair_of_five_is_as_likely() {
        let mut met = std::collections::BTreeMap::new();
        for seed in 0..20_000 {
            *met.entry(draw(5, 2, seed)).or_insert(0_u32) += 1;
        }
        // 2,000 each; six standard deviations are 254.
        assert_eq!(met.len(), 10);
        assert!(met.values().all(|n| (1746..=2254).contains(n)), "{met:?}");
    }
}
