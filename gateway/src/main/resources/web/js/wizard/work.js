// What a person has done in the wizard so far; it outlives a reload.
const KEY = 'athanor:wizard';
const NOTHING = { csv: '', file: '', edits: { columns: {} } };

/** What was done before, or a beginning. */
export function remembered() {
  try {
    return { ...structuredClone(NOTHING), ...JSON.parse(sessionStorage.getItem(KEY) ?? '{}') };
  } catch {
    return structuredClone(NOTHING);
  }
}

/** Whether it could be kept: a browser keeps some megabytes. */
export function remember({ csv, file, edits }) {
  try {
    sessionStorage.setItem(KEY, JSON.stringify({ csv, file, edits }));
    return true;
  } catch {
    sessionStorage.removeItem(KEY);
    return false;
  }
}

/** Begins anew. */
export function forget() {
  sessionStorage.removeItem(KEY);
  return structuredClone(NOTHING);
}

/** What POST /v1/drafts takes. */
export const request = ({ csv, edits }) => ({
  csv,
  edits: { ...edits, columns: Object.entries(edits.columns).map(([index, said]) => ({ index: Number(index), ...said })) },
});

/** The text of a file: UTF-8 or UTF-16, and what is neither as older instruments write it. */
export async function text(file) {
  const bytes = new Uint8Array(await file.arrayBuffer());
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

/** Where a JSON pointer of the door points to: {column?, member, text}. */
export function place(field, draft) {
  const parts = (field ?? '').split('/').slice(1).map((each) => each.replaceAll('~1', '/').replaceAll('~0', '~'));
  const of = (role, number) => draft?.columns.filter((each) => each.role === role)[number]?.index;
  if (parts[0] === 'search' && parts[2] === 'parameters') return { column: of('parameter', Number(parts[3])), member: parts[4] ?? 'name' };
  if (parts[0] === 'objectives') return { column: of('outcome', Number(parts[1])), member: parts[2] === 'property' ? 'name' : parts[2] ?? 'role' };
  return { member: parts.at(-1) ?? '' };
}
