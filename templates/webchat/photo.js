// Makes a photo small enough to send and takes out what the camera wrote into it (place, time, device): drawing
// it anew keeps the picture and nothing else.

const longest_side = 1600;

export async function shrink(file) {
    const url = URL.createObjectURL(file);
    try {
        const picture = new Image();
        picture.src = url;
        await picture.decode();
        const scale = Math.min(1, longest_side / Math.max(picture.naturalWidth, picture.naturalHeight));
        const canvas = document.createElement('canvas');
        canvas.width = Math.max(1, Math.round(picture.naturalWidth * scale));
        canvas.height = Math.max(1, Math.round(picture.naturalHeight * scale));
        const brush = canvas.getContext('2d');
        brush.fillStyle = '#fff'; // JPEG knows no transparency
        brush.fillRect(0, 0, canvas.width, canvas.height);
        brush.drawImage(picture, 0, 0, canvas.width, canvas.height);
        return await new Promise((resolve) => canvas.toBlob(resolve, 'image/jpeg', 0.85));
    } catch {
        return null;
    } finally {
        URL.revokeObjectURL(url);
    }
}

// Photos wait in the phone's text storage, hence base64 both ways.
export function toText(blob) {
    return new Promise((resolve, reject) => {
        const reader = new FileReader();
        reader.onload = () => resolve(reader.result.slice(reader.result.indexOf(',') + 1));
        reader.onerror = () => reject(reader.error);
        reader.readAsDataURL(blob);
    });
}

export function toBlob(text) {
    const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
    return new Blob([bytes], { type: 'image/jpeg' });
}
