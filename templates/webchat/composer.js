// Where the member writes: a field that grows, a draft that survives, Enter that respects input methods, and
// photos shown before they are sent.

const longest_text = 4000;
const warn_from = 3600;

// On a phone Enter makes a new line, as its keyboard has no Shift+Enter.
function onPhone() {
    return matchMedia('(pointer: coarse)').matches && !matchMedia('(any-pointer: fine)').matches;
}

export function openComposer({ page, keep, words, send, sendPhoto, shrink, complain }) {
    const form = page.getElementById('composer');
    const draft = page.getElementById('draft');
    const button = page.getElementById('send');
    const count = page.getElementById('count');
    const file = page.getElementById('photo-file');
    const preview = page.getElementById('preview');
    const picture = page.getElementById('preview-picture');
    let said = words;
    let chosen = null;

    const length = () => Array.from(draft.value).length;

    function changed() {
        draft.style.height = 'auto';
        draft.style.height = `${draft.scrollHeight + draft.offsetHeight - draft.clientHeight}px`;
        button.classList.toggle('idle', !draft.value.trim());
        const over = length() - longest_text;
        const message = over > 0 ? said.tooLong(over) : length() > warn_from ? said.left(-over) : '';
        if (count.textContent !== message) count.textContent = message;
    }

    function fill(text) {
        draft.value = text;
        keep.set('draft', text);
        changed();
        draft.focus();
    }

    function submit() {
        const text = draft.value.trim();
        if (!text || length() > longest_text) return;
        draft.value = '';
        keep.remove('draft');
        changed();
        send(text);
    }

    draft.addEventListener('input', () => {
        keep.set('draft', draft.value);
        changed();
    });
    draft.addEventListener('keydown', (event) => {
        // 229: some browsers end the composition before they report the key that ended it.
        if (event.key !== 'Enter' || event.isComposing || event.keyCode === 229) return;
        if (event.shiftKey || event.altKey || (onPhone() && !event.ctrlKey && !event.metaKey)) return;
        event.preventDefault();
        submit();
    });
    form.addEventListener('submit', (event) => {
        event.preventDefault();
        submit();
    });
    // Keeps the phone's keyboard up between two messages.
    button.addEventListener('pointerdown', (event) => page.activeElement === draft && event.preventDefault());

    async function show(candidate) {
        chosen = await shrink(candidate);
        if (!chosen) return complain('photoUnreadable');
        picture.src = URL.createObjectURL(chosen);
        picture.alt = said.photo;
        preview.showModal();
    }

    page.getElementById('pick-photo').addEventListener('click', () => file.click());
    file.addEventListener('change', () => {
        if (file.files[0]) show(file.files[0]);
        file.value = ''; // so that the same photo can be chosen again
    });
    draft.addEventListener('paste', (event) => {
        const pasted = [...event.clipboardData.files].find(({ type }) => type.startsWith('image/'));
        if (!pasted) return;
        event.preventDefault();
        show(pasted);
    });
    page.getElementById('send-photo').addEventListener('click', () => {
        const photo = chosen;
        preview.close();
        if (photo) sendPhoto(photo);
    });
    preview.addEventListener('close', () => {
        URL.revokeObjectURL(picture.src);
        picture.removeAttribute('src');
        chosen = null;
    });

    draft.value = keep.get('draft') || '';
    draft.enterKeyHint = onPhone() ? 'enter' : 'send';
    changed();

    return {
        fill,
        resize: changed,
        speak(other) {
            said = other;
            changed();
        },
        // After a button that vanishes: the field on a desk, nothing that raises the keyboard on a phone.
        takeFocus: (otherwise) => (onPhone() ? otherwise : draft).focus({ preventScroll: true }),
    };
}
