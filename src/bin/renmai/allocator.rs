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
/// which takes a good part of the time of reading. What `MIMALLOC_PURGE_DELAY` says stands, and so does any option that is not the one expected.
pub fn keep_freed_memory() {
    if delay() == USUAL {
        #[expect(unsafe_code, reason = "the allocator's options have no safe interface")]
        // SAFETY: it looks whether the number is that of an option and writes an entry of a table that lives as long as the program; nothing is
        // freed or moved. Writing is not synchronised: this is called before other threads are started.
        unsafe {
            mi_option_set(PURGE_DELAY, KEPT);
        }
    }
}

fn delay() -> c_long {
    #[expect(unsafe_code, reason = "the allocator's options have no safe interface")]
    // SAFETY: it takes any number, looks whether it is that of an option, and reads an entry of a table that lives as long as the program.
    unsafe {
        mi_option_get(PURGE_DELAY)
    }
}

#[cfg(test)]
mod tests {
    /// Fails where another version of the allocator numbers its options otherwise, or has another default.
    #[test]
    fn the_option_is_the_one_that_is_meant() {
        super::keep_freed_memory();
        assert!(std::env::var_os("MIMALLOC_PURGE_DELAY").is_some() || super::delay() == super::KEPT);
    }
}
