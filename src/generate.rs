//! A synthetic workload in the input format: planted circles, heavy-tailed activity, all five tables.

/// What to generate.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct GenerateOptions {
    /// Users.
    pub users: usize,
    /// Mean memberships per user.
    pub memberships_per_user: f64,
    /// Mean interactions per user.
    pub interactions_per_user: f64,
    /// Share of interactions that go to anyone rather than to a co-member.
    pub cross: f64,
    /// Seed; the same seed and options give the same bytes.
    pub seed: u64,
    /// Plant faults of every kind that reading knows.
    pub dirty: bool,
}

impl Default for GenerateOptions {
    fn default() -> Self {
        Self {
            users: 10_000,
            memberships_per_user: 2.0,
            interactions_per_user: 5.0,
            cross: 0.15,
            seed: 1,
            dirty: false,
        }
    }
}

/// What was generated, table by table, as CSV text.
///
/// # Errors
/// Whatever `sink` reports; [`Interrupted`](crate::ErrorKind::Interrupted).
pub fn generate(
    _options: &GenerateOptions,
    _sink: &mut dyn FnMut(&'static str) -> crate::Result<Box<dyn std::io::Write>>,
    _progress: &crate::progress::Progress,
) -> crate::Result<()> {
    todo!("generate")
}
