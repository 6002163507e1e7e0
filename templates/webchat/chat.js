// The member's chat page: puts its parts together and passes on what happens between them.

// The parts are asked for with this file's own version, so that an upgrade never mixes old and new ones.
const version = new URL(import.meta.url).search;
const names = ['words', 'numbers', 'keep', 'outbox', 'line', 'photo', 'bubble', 'paper', 'scroll', 'arrivals', 'banner',
    'welcome', 'composer', 'menu'];
const silence_ms = 6_000;

async function begin(page) {
    const loaded = await Promise.all(names.map((name) => import(`./${name}.js${version}`)));
    const parts = Object.assign({}, ...loaded);
    const { languages, speak, make, splitNumbers, shrink, readHistory } = parts;
    const scroller = page.getElementById('scroll');

    const keep = parts.openKeep(storageOrNothing());
    let language = parts.firstLanguage(keep.get('language'), navigator.language);
    const words = languages[language];
    let listening = 0;

    const nextId = parts.makeIds(Date.now, (count) => crypto.getRandomValues(new Uint8Array(count)), newestId(keep));
    const outbox = parts.openOutbox({ keep, nextId, post, told });
    const banner = parts.openBanner({ node: page.getElementById('banner'), words });
    const scroll = parts.openScroll({
        scroll: scroller,
        pill: page.getElementById('new-messages'),
        reachedTop: () => arrivals.loadOlder(),
    });
    const bubbles = parts.bubbleMaker({ words, splitNumbers, act: { retry, discard }, grown: () => scroll.grew() });
    const paper = parts.openPaper({ list: page.getElementById('list'), words, bubbles, make, choose });
    const arrivals = parts.openArrivals({ page, paper, scroll, outbox, readHistory, reached: banner.reached, words });
    const stream = parts.openStream(arrivals);
    const send = (text) => say(text);
    const sendPhoto = async (blob) => say('', undefined, await parts.toText(blob));
    const composer = parts.openComposer({ page, keep, words, send, sendPhoto, shrink, complain: banner.complain });
    const welcome = parts.openWelcome({ page, words, make, splitNumbers, begin: composer.fill });
    const menu = parts.openMenu({ page, make, keep, words, say, switchLanguage, resized });

    // `show` is what a pressed button said, when that differs from the word it sends.
    function say(text, show, photo) {
        const said = { text, show, lang: language, button: Boolean(show), photo: Boolean(photo) };
        const { item, kept } = outbox.add(said, photo);
        banner.kept(kept);
        putWaiting(item, photo);
        scroll.toEnd();
        outbox.flush();
    }

    function putWaiting(item, photo) {
        paper.addWaiting(item, photo ? URL.createObjectURL(parts.toBlob(photo)) : undefined);
        arrivals.showWelcome();
    }

    async function post(item, photo) {
        if (!item.photo) return parts.postMessage(item);
        return photo ? parts.postPhoto(item, parts.toBlob(photo)) : { kind: 'refused', why: 'photo_gone' };
    }

    function told(item, state, answer) {
        if (state === 'stored') {
            paper.acknowledge(item.id, { id: answer.entry, at: answer.at });
            listenFor(answer.entry);
        } else paper.change(item.id, state, answer?.why);
        if (state !== 'sending') banner.reached(state !== 'waiting');
        if (outbox.items().length === 0) banner.kept(true);
        scroll.grew();
    }

    // Every stored message comes back in the stream. If it does not, the stream is dead without knowing it.
    function listenFor(entry) {
        clearTimeout(listening);
        listening = setTimeout(() => arrivals.heardUpTo() < entry && stream.start(), silence_ms);
    }

    // Buttons that vanish when pressed must not take the focus with them.
    function choose(choice) {
        composer.takeFocus(scroller);
        say(choice.say, choice.label);
    }

    function retry(id) {
        composer.takeFocus(scroller);
        outbox.retry(id);
        paper.change(id, 'sending');
    }

    function discard(id) {
        composer.takeFocus(scroller);
        outbox.settle(id);
        paper.discard(id);
        arrivals.showWelcome();
    }

    function switchLanguage() {
        language = language === 'zh' ? 'en' : 'zh';
        keep.set('language', language);
        speak(page, languages[language]);
        for (const part of [menu, composer, paper, arrivals, banner, welcome]) part.speak(languages[language]);
        page.getElementById('menu-button').focus();
        // The bot answers in the same language from now on; before the first word there is nothing to answer.
        if (!paper.empty()) say(language === 'en' ? 'English' : '中文');
    }

    function resized() {
        composer.resize();
        scroll.grew();
    }

    function takeInvitation() {
        const code = invitation(location.hash);
        if (!code) return;
        say(`绑定 ${code}`);
        history.replaceState(null, '', location.pathname + location.search);
    }

    function revive() {
        stream.start();
        outbox.flush();
    }

    parts.closeSheets(page);
    speak(page, words);
    banner.refresh();
    for (const item of outbox.items()) putWaiting(item, item.photo && outbox.photoOf(item.id));
    takeInvitation();
    revive();
    listenToBrowser(page, { arrivals, banner, stream, revive, takeInvitation, resized });
}

function listenToBrowser(page, { arrivals, banner, stream, revive, takeInvitation, resized }) {
    page.getElementById('older').addEventListener('click', arrivals.loadOlder);
    addEventListener('hashchange', takeInvitation);
    addEventListener('resize', resized);
    addEventListener('online', () => {
        banner.refresh();
        revive();
    });
    addEventListener('offline', () => {
        banner.refresh();
        stream.stop();
    });
    // A page that went into the browser's back-forward cache, or a phone that slept, has a dead stream.
    addEventListener('pagehide', () => stream.stop());
    addEventListener('pageshow', (event) => event.persisted && revive());
    page.addEventListener('visibilitychange', () => {
        if (page.hidden) return;
        arrivals.seen();
        revive();
    });
    fitKeyboard(page);
}

function storageOrNothing() {
    try {
        return globalThis.localStorage;
    } catch {
        return null; // cookies and storage are forbidden: everything stays in memory
    }
}

function newestId(keep) {
    return keep.keys('out.').pop()?.slice('out.'.length) ?? '';
}

// The code in an invitation link's fragment, or nothing.
function invitation(hash) {
    const code = /^#invite=([^&]{1,96})$/.exec(hash)?.[1] ?? '';
    try {
        return decodeURIComponent(code).trim();
    } catch {
        return code; // not percent-encoded after all
    }
}

// Where the keyboard covers the page instead of shrinking it, the page shrinks itself. Not while zoomed in.
function fitKeyboard(page) {
    const seen = globalThis.visualViewport;
    if (!seen) return;
    seen.addEventListener('resize', () => {
        const covered = seen.scale === 1 && innerHeight - seen.height > 120;
        if (covered) page.documentElement.style.setProperty('--seen-height', `${seen.height}px`);
        else page.documentElement.style.removeProperty('--seen-height');
    });
}

begin(document);
