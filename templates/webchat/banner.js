// The line under the head that says when something keeps messages from going out.

const complaint_ms = 6_000;

export function openBanner({ node, words }) {
    const trouble = { away: false, notKept: false };
    let said = words;

    function write(text) {
        if (node.textContent !== text) node.textContent = text;
        node.classList.toggle('shown', Boolean(text));
    }

    function refresh() {
        if (navigator.onLine === false) write(said.offline);
        else if (trouble.away) write(said.serverAway);
        else write(trouble.notKept ? said.notKept : '');
    }

    return {
        refresh,
        reached(ok) {
            trouble.away = !ok;
            refresh();
        },
        kept(ok) {
            trouble.notKept = !ok;
            refresh();
        },
        complain(key) {
            write(said[key]);
            setTimeout(refresh, complaint_ms);
        },
        speak(other) {
            said = other;
            refresh();
        },
    };
}
