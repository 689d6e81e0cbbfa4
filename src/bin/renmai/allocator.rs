//! The program's allocator, and how long it keeps what was freed.

use std::ffi::c_long;

use libmimalloc_sys::{mi_option_get, mi_option_set, mi_option_t};

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// The number of `mi_option_purge_delay`, for which the crate has no name.
const PURGE_DELAY: mi_option_t = 15;
/// Its default, in milliseconds.
const USUAL: c_long = 1_000;
/// Long enough for what one step of reading frees to be taken up by the next, short enough that the memory of reading is given back during measures
/// that take long.
const KEPT: c_long = 10_000;

/// Keeps freed memory for a while: given back to the system at once, it is set to 0 again page by page when the next step asks for it,
/// which takes a sixth of the time of reading. What `MIMALLOC_PURGE_DELAY` says stands, and so does any option that is not the one expected.
#[expect(unsafe_code, reason = "the allocator's options have no safe interface")]
pub fn keep_freed_memory() {
    // SAFETY: both take any number, look whether it is that of an option, and read or write an entry of a table that lives as long as the
    // program. Nothing is freed or moved. Writing is not synchronised: this is called before other threads are started.
    unsafe {
        if mi_option_get(PURGE_DELAY) == USUAL {
            mi_option_set(PURGE_DELAY, KEPT);
        }
    }
}
