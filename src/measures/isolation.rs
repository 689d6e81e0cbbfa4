//! Who is left alone.

use crate::config::IsolationOptions;
pub use crate::text::terms::Isolation;

/// What isolation is judged by, of one node.
#[derive(Clone, Copy, Debug)]
pub struct Surroundings {
    /// Distinct neighbours.
    pub degree: u32,
    /// Users in the node's component.
    pub component_size: u32,
    /// Groups after exclusions, those without another member included.
    pub groups: u32,
    /// Events in either direction, staff included; `None` when no interactions were given.
    pub interactions: Option<f64>,
}

/// Whether and how a node is left alone.
pub fn isolation(of: Surroundings, options: &IsolationOptions) -> Option<Isolation> {
    if of.degree == 0 {
        Some(Isolation::Isolated)
    } else if of.component_size as usize <= options.small_component {
        Some(Isolation::SmallComponent)
    } else if of.groups == 1 && of.interactions == Some(0.0) {
        Some(Isolation::Silent)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CONNECTED: Surroundings = Surroundings { degree: 4, component_size: 100, groups: 1, interactions: Some(0.0) };

    fn judge(of: Surroundings) -> Option<Isolation> {
        isolation(of, &IsolationOptions::default())
    }

    #[test]
    fn the_first_match_counts() {
        assert_eq!(judge(Surroundings { degree: 0, component_size: 1, ..CONNECTED }), Some(Isolation::Isolated));
        assert_eq!(judge(Surroundings { component_size: 3, ..CONNECTED }), Some(Isolation::SmallComponent));
        assert_eq!(judge(Surroundings { component_size: 4, ..CONNECTED }), Some(Isolation::Silent));
    }

    #[test]
    fn silence_needs_one_group_no_event_and_a_source_of_events() {
        assert_eq!(judge(Surroundings { groups: 2, ..CONNECTED }), None);
        assert_eq!(judge(Surroundings { groups: 0, ..CONNECTED }), None);
        assert_eq!(judge(Surroundings { interactions: Some(1.0), ..CONNECTED }), None);
        assert_eq!(judge(Surroundings { interactions: None, ..CONNECTED }), None);
    }

    #[test]
    fn a_component_that_is_small_is_configurable() {
        let options = IsolationOptions { small_component: 0 };
        let of = Surroundings { component_size: 2, groups: 2, ..CONNECTED };
        assert_eq!(isolation(of, &options), None);
    }
}
