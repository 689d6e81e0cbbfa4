//! Where bubbles are drawn: a layout by forces, the same on every machine.
//!
//! **Method.** Fruchterman and Reingold (1991) with bodies: discs start on a sunflower spiral in their own order; every pair is
//! pushed apart in proportion to its size and 1/gap; tied pairs are drawn together in proportion to their gap and √(weight / strongest
//! tie of the one whose strongest is weaker), so that everybody is near to somebody; everything leans to the centre, more in height
//! than in width, so that the picture is wider than high. Steps are bounded by a temperature that falls to nothing. Then
//! discs that overlap are pushed apart, and what still overlaps after that is spread by scaling the whole, and a picture that is not
//! wide enough is stretched: no two discs overlap in the end.
//!
//! **Determinism.** Only the four operations, √ and libm's sine and cosine, in a fixed order, on one thread.
//! **Complexity.** O(steps · n²); n is at most a few dozen here.

/// A tie between two discs, and its weight.
pub(super) type Tie = (usize, usize, f64);
/// A place.
pub(super) type Point = [f64; 2];

const STEPS: usize = 300;
/// Passes that push overlapping discs apart before the whole is scaled.
const PASSES: usize = 120;
/// Height leans so much more to the centre than width.
const FLATTEN: f64 = 2.4;
/// How much wider than high a picture is to be, and how far it is stretched for that at most.
const WIDTH_BY_HEIGHT: f64 = 1.4;
const MOST_STRETCH: f64 = 1.7;
/// The angle between two seeds of a sunflower, in radians.
const GOLDEN: f64 = 2.399_963_229_728_653;

/// Places discs of these radii, `margin` apart at least; centred on the origin.
pub(super) fn layout(radii: &[f64], ties: &[Tie], margin: f64) -> Vec<Point> {
    let n = radii.len();
    let mean = radii.iter().sum::<f64>() / n.max(1) as f64;
    let ideal = 2.0 * mean + margin;
    let mut at: Vec<Point> = (0..n).map(|i| spiral(i, ideal)).collect();
    let pulls = pulls(n, ties);
    for step in 0..STEPS {
        let temperature = 2.0 * ideal * (1.0 - step as f64 / STEPS as f64);
        let forces = forces(&at, radii, &pulls, ideal);
        for (place, force) in at.iter_mut().zip(forces) {
            let length = norm(force);
            let scale = if length > temperature { temperature / length } else { 1.0 };
            place[0] += force[0] * scale * 0.5;
            place[1] += force[1] * scale * 0.5;
        }
    }
    separate(&mut at, radii, margin);
    centre(&mut at);
    widen(&mut at, radii);
    at
}

fn spiral(i: usize, ideal: f64) -> Point {
    let (radius, angle) = (ideal * libm::sqrt(i as f64), GOLDEN * i as f64);
    [radius * libm::cos(angle), radius * libm::sin(angle)]
}

fn norm(p: Point) -> f64 {
    libm::sqrt(p[0] * p[0] + p[1] * p[1])
}

/// From `b` to `a`: the unit direction, and the distance; two discs in one place part in a direction of their own.
fn away(a: Point, b: Point, i: usize) -> (Point, f64) {
    let d = [a[0] - b[0], a[1] - b[1]];
    let length = norm(d);
    if length > 1e-9 {
        return ([d[0] / length, d[1] / length], length);
    }
    let angle = GOLDEN * (i + 1) as f64;
    ([libm::cos(angle), libm::sin(angle)], 0.0)
}

/// How strongly tied discs are drawn together, up to 1.
fn pulls(n: usize, ties: &[Tie]) -> Vec<Tie> {
    let mut strongest = vec![0.0f64; n];
    for &(i, j, weight) in ties {
        strongest[i] = strongest[i].max(weight);
        strongest[j] = strongest[j].max(weight);
    }
    let pull = |&(i, j, weight): &Tie| (i, j, libm::sqrt((weight / strongest[i].min(strongest[j])).min(1.0)));
    ties.iter().filter(|tie| tie.0 != tie.1 && tie.2 > 0.0).map(pull).collect()
}

fn forces(at: &[Point], radii: &[f64], pulls: &[Tie], ideal: f64) -> Vec<Point> {
    let mut forces: Vec<Point> = at.iter().map(|p| [-0.09 * p[0], -0.09 * FLATTEN * p[1]]).collect();
    let mut push = |i: usize, j: usize, direction: Point, force: f64| {
        for axis in 0..2 {
            forces[i][axis] += direction[axis] * force;
            forces[j][axis] -= direction[axis] * force;
        }
    };
    for i in 0..at.len() {
        for j in 0..i {
            let (direction, distance) = away(at[i], at[j], i);
            let gap = (distance - radii[i] - radii[j]).max(0.05 * ideal);
            push(i, j, direction, 0.18 * ideal * (radii[i] + radii[j]) / gap);
        }
    }
    for &(i, j, pull) in pulls {
        let (direction, distance) = away(at[i], at[j], i);
        let gap = (distance - radii[i] - radii[j]).max(0.0);
        push(i, j, direction, -0.25 * pull * gap);
    }
    forces
}

/// Pushes overlapping discs apart, then scales until none overlap.
pub(super) fn separate(at: &mut [Point], radii: &[f64], margin: f64) {
    for _ in 0..PASSES {
        let mut moved = false;
        for i in 0..at.len() {
            for j in 0..i {
                let (direction, distance) = away(at[i], at[j], i);
                let lacking = radii[i] + radii[j] + margin - distance;
                if lacking > 1e-9 {
                    moved = true;
                    for axis in 0..2 {
                        at[i][axis] += direction[axis] * lacking * 0.5;
                        at[j][axis] -= direction[axis] * lacking * 0.5;
                    }
                }
            }
        }
        if !moved {
            return;
        }
    }
    let mut scale = 1.0f64;
    for i in 0..at.len() {
        for j in 0..i {
            let distance = norm([at[i][0] - at[j][0], at[i][1] - at[j][1]]);
            if distance > 1e-9 {
                scale = scale.max((radii[i] + radii[j] + margin) / distance);
            }
        }
    }
    at.iter_mut().for_each(|p| *p = [p[0] * scale, p[1] * scale]);
}

/// Draws a picture that is too narrow apart; nothing comes nearer to anything by that.
fn widen(at: &mut [Point], radii: &[f64]) {
    let extent = |axis: usize| at.iter().zip(radii).map(|(p, r)| p[axis].abs() + r).fold(0.0, f64::max);
    let stretch = WIDTH_BY_HEIGHT * extent(1) / extent(0).max(1e-9);
    if at.len() > 2 && stretch > 1.0 {
        at.iter_mut().for_each(|p| p[0] *= stretch.min(MOST_STRETCH));
    }
}

fn centre(at: &mut [Point]) {
    let ends = |axis: usize| {
        let (low, high) =
            at.iter().fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), p| (low.min(p[axis]), high.max(p[axis])));
        if low <= high { (low + high) / 2.0 } else { 0.0 }
    };
    let middle = [ends(0), ends(1)];
    at.iter_mut().for_each(|p| *p = [p[0] - middle[0], p[1] - middle[1]]);
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn overlap(at: &[Point], radii: &[f64]) -> bool {
        (0..at.len())
            .any(|i| (0..i).any(|j| norm([at[i][0] - at[j][0], at[i][1] - at[j][1]]) < radii[i] + radii[j] - 1e-6))
    }

    #[test]
    fn none_one_and_two_discs_have_places() {
        assert!(layout(&[], &[], 0.1).is_empty());
        assert_eq!(layout(&[1.0], &[], 0.1), [[0.0, 0.0]]);
        let two = layout(&[1.0, 1.0], &[(0, 1, 3.0)], 0.1);
        assert!(!overlap(&two, &[1.0, 1.0]) && norm([two[0][0] - two[1][0], two[0][1] - two[1][1]]) < 20.0);
    }

    #[test]
    fn tied_discs_are_nearer_than_others() {
        let mut ties = Vec::new();
        for side in [0, 6] {
            for i in 0..6 {
                (0..i).for_each(|j| ties.push((side + i, side + j, 1.0)));
            }
        }
        let at = layout(&[0.3; 12], &ties, 0.1);
        let distance = |i: usize, j: usize| norm([at[i][0] - at[j][0], at[i][1] - at[j][1]]);
        let within: f64 = ties.iter().map(|&(i, j, _)| distance(i, j)).sum::<f64>() / ties.len() as f64;
        let between: f64 = (0..6).flat_map(|i| (6..12).map(move |j| (i, j))).map(|(i, j)| distance(i, j)).sum::<f64>();
        assert!(within * 1.5 < between / 36.0, "{within} {between}");
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(40))]
        #[test]
        fn places_are_finite_and_apart_and_the_same_again(
            radii in prop::collection::vec(0.05f64..1.5, 0..40),
            ties in prop::collection::vec((0usize..40, 0usize..40, 0.0f64..9.0), 0..80),
        ) {
            let ties: Vec<Tie> = ties.into_iter().filter(|t| t.0 < radii.len() && t.1 < radii.len()).collect();
            let at = layout(&radii, &ties, 0.1);
            prop_assert!(at.iter().flatten().all(|x| x.is_finite()));
            prop_assert!(!overlap(&at, &radii));
            prop_assert_eq!(at, layout(&radii, &ties, 0.1));
        }
    }
}
