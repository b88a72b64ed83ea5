// The door. Errors are problem+json and become Problem, which names the field as a JSON pointer.
import { credential, signIn } from './auth.js';

/** What the door refused: status, code, detail, field (JSON pointer). */
export class Problem extends Error {
  constructor(body, status) {
    super([body.field, body.detail ?? body.title ?? `HTTP ${status}`].filter(Boolean).join(': '));
    this.name = 'Problem';
    this.status = status;
    this.code = body.code ?? String(status);
    this.detail = body.detail ?? body.title ?? `HTTP ${status}`;
    this.field = body.field;
  }
}

/** The response to one request, after a sign-in where the door asks for one. `credentials: omit` keeps the browser's own prompt away. */
export async function request(path, options = {}) {
  for (;;) {
    let response;
    try {
      response = await fetch(path, { credentials: 'omit', ...options, headers: { ...credential(), ...options.headers } });
    } catch (failure) {
      if (failure.name === 'AbortError') throw failure;
      throw new Problem({ code: 'unreachable', detail: 'the gateway does not answer' }, 0);
    }
    if (response.ok) return response;
    const problem = new Problem(await response.json().catch(() => ({ title: response.statusText })), response.status);
    if (response.status !== 401 || !(await signIn(`The door asks who speaks: ${problem.detail}`))) throw problem;
  }
}

async function json(path, options) {
  const response = await request(path, options);
  return response.status === 204 ? null : response.json().catch(() => null);
}

const body = (method, content, { headers = {}, type = 'application/json', ...options } = {}) => ({
  method, ...options,
  headers: content === undefined ? headers : { 'Content-Type': type, ...headers },
  body: content === undefined ? undefined : type === 'application/json' ? JSON.stringify(content) : content,
});

/** The JSON at a path. `options.signal` ends it. */
export const get = (path, options) => json(path, options);
/** Sends JSON, or `content` as it is with `options.type`. */
export const post = (path, content, options) => json(path, body('POST', content, options));
/** The same with PUT. */
export const put = (path, content, options) => json(path, body('PUT', content, options));
/** Deletes. */
export const del = (path, options) => json(path, body('DELETE', undefined, options));

/** A path from parts that are escaped: path`/v1/campaigns/${id}`. */
export const path = (strings, ...values) => strings.reduce((text, each, i) => text + encodeURIComponent(values[i - 1]) + each);
