// Addresses and the modules that show them.
const ROUTES = [
  ['campaigns', 'campaigns'],
  ['campaigns/:campaignId', 'overview'],
  ['campaigns/:campaignId/board', 'board'],
  ['campaigns/:campaignId/fork', 'fork'],
  ['campaigns/:campaignId/shadows', 'shadows'],
  ['proposals/:experimentId', 'why'],
  ['events', 'events'],
  ['materials', 'materials'],
  ['materials/:candidateId', 'material'],
  ['models', 'models'],
  ['models/:modelName', 'model'],
  ['fleet', 'fleet'],
  ['dead-letters', 'dead-letters'],
  ['new', 'new'],
].map(([pattern, module]) => ({ parts: pattern.split('/'), module }));

/** The main navigation. */
export const NAVIGATION = [
  ['campaigns', 'Campaigns'], ['materials', 'Materials'], ['models', 'Models'], ['fleet', 'Fleet'], ['events', 'Events'],
  ['dead-letters', 'Dead letters'], ['new', 'New campaign'],
];

/** {module, params, query, section} of an address, or null. */
export function route(hash) {
  const [path, search = ''] = hash.replace(/^#\/?/, '').split('?');
  const parts = (path || 'campaigns').split('/').filter(Boolean).map(decodeURIComponent);
  for (const each of ROUTES) {
    if (each.parts.length !== parts.length) continue;
    const params = {};
    if (each.parts.every((part, i) => (part.startsWith(':') ? (params[part.slice(1)] = parts[i]) !== '' : part === parts[i]))) {
      return { module: each.module, params, query: new URLSearchParams(search), section: parts[0] === 'proposals' ? 'campaigns' : parts[0] };
    }
  }
  return null;
}

/** The address of something: to('campaigns', id, 'board'). */
export const to = (...parts) => `#/${parts.map(encodeURIComponent).join('/')}`;
