// Keeps the newest message in sight, unless the reader has scrolled up to read.

const near_end_px = 80;
const near_top_px = 240;

export function openScroll({ scroll, pill, reachedTop }) {
    let stuck = true;

    const atEnd = () => scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight < near_end_px;

    function toEnd() {
        scroll.scrollTop = scroll.scrollHeight;
        stuck = true;
        pill.hidden = true;
    }

    scroll.addEventListener(
        'scroll',
        () => {
            stuck = atEnd();
            if (stuck) pill.hidden = true;
            if (scroll.scrollTop < near_top_px) reachedTop();
        },
        { passive: true },
    );
    pill.addEventListener('click', () => {
        toEnd();
        scroll.focus({ preventScroll: true }); // the pill vanishes, the focus must not
    });
    // The phone's keyboard, a turned screen or larger letters change the height.
    if (globalThis.ResizeObserver) new ResizeObserver(() => stuck && toEnd()).observe(scroll);

    return {
        toEnd,
        // Something was added below: follow it, or say so.
        grew({ news = false } = {}) {
            if (stuck) toEnd();
            else if (news) pill.hidden = false;
        },
        // Adds something above without moving what is being read.
        hold(action) {
            const below = scroll.scrollHeight - scroll.scrollTop;
            action();
            scroll.scrollTop = scroll.scrollHeight - below;
        },
        isShort: () => scroll.scrollHeight <= scroll.clientHeight + near_top_px,
    };
}
