//! What number does a Chinese numeral write, and when does it write no single one?

use std::cmp::Ordering;

/// A numeral as read.
pub(super) enum Numeral {
    /// 十五, 一百零五, 三〇.
    Number(u32),
    /// 三五 is said of 3 to 5 and written for 35: every way to write it plainly, none if it writes no number at all.
    Unclear(Vec<String>),
}

/// One character: a digit, or a power of ten that multiplies the digit before it.
#[derive(Clone, Copy)]
enum Part {
    Digit(u32),
    Power(u32),
}

/// Whether a numeral may hold this character.
pub(super) fn is_numeral(c: char) -> bool {
    part(c).is_some()
}

fn part(c: char) -> Option<Part> {
    Some(match c {
        '零' | '〇' => Part::Digit(0),
        '一' => Part::Digit(1),
        '二' | '两' => Part::Digit(2),
        '三' => Part::Digit(3),
        '四' => Part::Digit(4),
        '五' => Part::Digit(5),
        '六' => Part::Digit(6),
        '七' => Part::Digit(7),
        '八' => Part::Digit(8),
        '九' => Part::Digit(9),
        '十' => Part::Power(10),
        '百' => Part::Power(100),
        '千' => Part::Power(1000),
        _ => return None,
    })
}

/// 一百二十 is 120, 十五 is 15, 三〇 is 30; 三五, 十五六 and 一百五 are unclear.
pub(super) fn read(characters: &[char]) -> Numeral {
    let parts: Vec<Part> = characters.iter().filter_map(|c| part(*c)).collect();
    let powers = parts.iter().any(|part| matches!(part, Part::Power(_)));
    let place = parts.windows(2).position(|pair| matches!(pair, [Part::Digit(1..), Part::Digit(1..)]));
    match place {
        _ if !powers && has_zero(&parts) => Numeral::Number(by_position(&parts)),
        Some(place) => Numeral::Unclear(neighbours(&parts, place, powers)),
        None => spelt(&parts),
    }
}

fn has_zero(parts: &[Part]) -> bool {
    parts.iter().any(|part| matches!(part, Part::Digit(0)))
}

/// The digits as they stand, as in 二〇.
fn by_position(parts: &[Part]) -> u32 {
    parts.iter().fold(0, |value: u32, part| match part {
        Part::Digit(digit) => value.saturating_mul(10).saturating_add(*digit),
        Part::Power(_) => value,
    })
}

/// Two digits side by side: the range people mean by them (三五: 3-5; 十五六: 15-16), and, without powers of ten, the
/// number the digits write.
fn neighbours(parts: &[Part], place: usize, powers: bool) -> Vec<String> {
    let without = |left_out: usize| -> Option<u32> {
        let kept = parts.iter().enumerate().filter(|(i, _)| *i != left_out).map(|(_, part)| *part);
        match spelt(&kept.collect::<Vec<_>>()) {
            Numeral::Number(number) => Some(number),
            Numeral::Unclear(_) => None,
        }
    };
    let range = match (without(place.saturating_add(1)), without(place)) {
        (Some(one), Some(other)) => match one.cmp(&other) {
            Ordering::Less => Some(format!("{one}-{other}")),
            Ordering::Greater => Some(format!("{other}-{one}")),
            Ordering::Equal => None,
        },
        _ => None,
    };
    let written = (!powers).then(|| by_position(parts).to_string());
    range.into_iter().chain(written).collect()
}

/// Digits each followed by its power of ten, the powers falling. 一百五 is said of 150, and 一百零五 is 105.
fn spelt(parts: &[Part]) -> Numeral {
    let (mut total, mut digit, mut last, mut zero) = (0_u32, None, None, false);
    for part in parts {
        match *part {
            Part::Digit(0) if digit.is_none() => zero = true,
            Part::Digit(next) if digit.is_none() => digit = Some(next),
            Part::Power(power) if last.is_none_or(|last| power < last) => {
                total = total.saturating_add(digit.take().unwrap_or(1).saturating_mul(power));
                (last, zero) = (Some(power), false);
            }
            Part::Digit(_) | Part::Power(_) => return Numeral::Unclear(Vec::new()),
        }
    }
    let Some(digit) = digit else { return Numeral::Number(total) };
    let either = |tail: u32| total.saturating_add(tail).to_string();
    match last {
        Some(power @ 100..) if !zero => {
            Numeral::Unclear(vec![either(digit.saturating_mul(power / 10)), either(digit)])
        }
        _ => Numeral::Number(total.saturating_add(digit)),
    }
}
