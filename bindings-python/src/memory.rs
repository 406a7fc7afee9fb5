//! Memory for columns: large blocks straight from the system, in pages of 2 MiB, untouched until they are written.
//!
//! A fresh column of ten million numbers is twenty thousand ordinary pages, and having each of them cleared and entered
//! takes several times as long as writing the numbers. Linux gives large pages where it is asked to; numpy asks, too.
//! And where every row has the same to say, nothing, the zeros of a fresh block need not be written at all.

use std::alloc::{GlobalAlloc, Layout, System};

/// The allocator: the system's, but for large blocks.
pub(crate) struct Memory;

#[cfg(not(target_os = "linux"))]
#[expect(
    unsafe_code,
    reason = "an allocator hands out raw memory; this one only passes on what the system's gives"
)]
// SAFETY: every block comes from `System` and goes back to it with the same layout.
unsafe impl GlobalAlloc for Memory {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        // SAFETY: as the caller promised.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        // SAFETY: as the caller promised.
        unsafe { System.dealloc(block, layout) }
    }
}

#[cfg(target_os = "linux")]
#[expect(unsafe_code, reason = "an allocator hands out raw memory")]
mod linux {
    use super::{GlobalAlloc, Layout, Memory, System};
    use core::ptr;

    /// From this size on a block is mapped by itself.
    const LARGE: usize = 4 << 20;
    /// Mapped blocks begin at a page: enough for every column.
    const PAGE: usize = 4096;
    /// A large page. The kernel lays a mapping of whole large pages out so that it can use them.
    const LARGE_PAGE: usize = 2 << 20;

    /// What is mapped for a block of this size.
    fn whole_pages(size: usize) -> usize {
        size.checked_next_multiple_of(LARGE_PAGE).unwrap_or(size)
    }

    /// Depends on the layout alone, so that a block goes back where it came from.
    fn is_mapped(layout: Layout) -> bool {
        layout.size() >= LARGE && layout.align() <= PAGE
    }

    // SAFETY: what is mapped is as large and as aligned as asked for, belongs to nobody else, and is unmapped with the
    // size it was mapped with; everything else comes from `System` and goes back to it with the same layout.
    unsafe impl GlobalAlloc for Memory {
        unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
            // SAFETY: as the caller promised.
            if is_mapped(layout) { map(layout.size()) } else { unsafe { System.alloc(layout) } }
        }

        unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
            // What the system maps is zero. SAFETY: as the caller promised.
            if is_mapped(layout) { map(layout.size()) } else { unsafe { System.alloc_zeroed(layout) } }
        }

        unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
            if is_mapped(layout) {
                // SAFETY: the block was mapped with this size. It cannot fail for a whole mapping.
                unsafe { libc::munmap(block.cast(), whole_pages(layout.size())) };
            } else {
                // SAFETY: as the caller promised.
                unsafe { System.dealloc(block, layout) }
            }
        }

        unsafe fn realloc(&self, block: *mut u8, layout: Layout, size: usize) -> *mut u8 {
            // SAFETY: the caller promised that the new size is a valid one.
            let new = unsafe { Layout::from_size_align_unchecked(size, layout.align()) };
            match (is_mapped(layout), is_mapped(new)) {
                // SAFETY: as the caller promised.
                (false, false) => unsafe { System.realloc(block, layout, size) },
                // SAFETY: the block was mapped with this size; pages are moved, not copied.
                (true, true) => mapped(unsafe {
                    libc::mremap(
                        block.cast(),
                        whole_pages(layout.size()),
                        whole_pages(size),
                        libc::MREMAP_MAYMOVE,
                    )
                }),
                // SAFETY: both blocks are as large as what is copied, and different.
                _ => unsafe {
                    let to = self.alloc(new);
                    if !to.is_null() {
                        ptr::copy_nonoverlapping(block, to, layout.size().min(size));
                        self.dealloc(block, layout);
                    }
                    to
                },
            }
        }
    }

    fn map(size: usize) -> *mut u8 {
        let size = whole_pages(size);
        let access = libc::PROT_READ | libc::PROT_WRITE;
        // SAFETY: a new mapping touches no memory that is there; the advice is about it alone, and may be refused.
        unsafe {
            let block =
                libc::mmap(ptr::null_mut(), size, access, libc::MAP_PRIVATE | libc::MAP_ANONYMOUS, -1, 0);
            if block != libc::MAP_FAILED {
                libc::madvise(block, size, libc::MADV_HUGEPAGE);
            }
            mapped(block)
        }
    }

    fn mapped(block: *mut libc::c_void) -> *mut u8 {
        if block == libc::MAP_FAILED { ptr::null_mut() } else { block.cast() }
    }
}
