//! Words of the page, the summary and the CSV outputs.
