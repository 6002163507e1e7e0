// What comes in: the first page of history, entries from the stream, what was missed meanwhile, and older pages.

export function openArrivals({ page, paper, scroll, outbox, readHistory, reached, words }) {
    const list = page.getElementById('list');
    const older = page.getElementById('older');
    const welcome = page.getElementById('welcome');
    const title = page.title;
    let said = words;
    let begun = false; // the first page of history is shown
    let heardUpTo = 0; // everything up to this entry is on the paper
    let hasOlder = false;
    let fetchingOlder = false;
    let unseen = 0;

    function show(entries) {
        for (const { client_id: own } of entries) if (own) outbox.settle(own);
        const fresh = paper.add(entries);
        for (const { id } of entries) heardUpTo = Math.max(heardUpTo, id);
        if (begun) announce(fresh);
        showWelcome();
    }

    function announce(fresh) {
        for (const { id } of fresh) list.querySelector(`[data-entry="${id}"]`).classList.add('arrives');
        const news = fresh.filter(({ mine }) => !mine).length;
        unseen += page.hidden ? news : 0;
        if (unseen) page.title = `(${unseen}) ${title}`;
        scroll.grew({ news: news > 0 });
    }

    // Pages of history back to what is already known; only the newest page when nothing is.
    async function missed() {
        const entries = [];
        for (let before = 0; ; ) {
            const answer = await readHistory(before);
            if (!answer) return null;
            entries.unshift(...answer.entries);
            before = answer.entries[0]?.id ?? 0;
            if (!begun || !answer.more || before <= heardUpTo) return { entries, more: answer.more };
        }
    }

    // Screen readers are not read a whole history.
    function silently(action) {
        list.setAttribute('aria-busy', 'true');
        action();
        list.setAttribute('aria-busy', 'false');
    }

    function first({ entries, more }) {
        silently(() => show(entries));
        begun = true;
        hasOlder = more;
        older.hidden = !hasOlder;
        showWelcome();
        scroll.toEnd();
        if (hasOlder && scroll.isShort()) loadOlder();
    }

    async function loadOlder() {
        if (!begun || !hasOlder || fetchingOlder) return;
        fetchingOlder = true;
        older.textContent = said.loadingOlder;
        const answer = await readHistory(paper.oldest());
        fetchingOlder = false;
        older.textContent = said.older;
        if (!answer) return;
        hasOlder = answer.more && answer.entries.length > 0;
        silently(() => scroll.hold(() => paper.add(answer.entries)));
        if (!hasOlder && page.activeElement === older) page.getElementById('scroll').focus({ preventScroll: true });
        if (!hasOlder) scroll.hold(() => (older.hidden = true));
    }

    function showWelcome() {
        welcome.hidden = !begun || !paper.empty();
        list.hidden = !welcome.hidden;
    }

    return {
        showWelcome,
        loadOlder,
        heardUpTo: () => heardUpTo,
        heard: (entry) => show([entry]),
        // Brings the paper up to date from the history; true when that worked.
        async catchUp() {
            const answer = await missed();
            reached(Boolean(answer));
            if (answer && begun) show(answer.entries);
            else if (answer) first(answer);
            return Boolean(answer);
        },
        seen() {
            unseen = 0;
            page.title = title;
        },
        speak: (other) => (said = other),
    };
}
