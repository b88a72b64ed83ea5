// A campaign as a file. Fetched, not linked to, so that the door hears who asks.
import { path, request } from './api.js';
import { h } from './dom.js';

const FORMATS = [['csv', 'CSV'], ['parquet', 'Parquet'], ['jsonld', 'JSON-LD']];

async function save(campaignId, format) {
  const response = await request(`${path`/v1/campaigns/${campaignId}/export`}?format=${format}`);
  const address = URL.createObjectURL(await response.blob());
  const link = h('a', { href: address, download: `${campaignId}.${format}` });
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 60000);
}

/** Buttons that save a campaign in each form. */
export function exportButtons(campaignId) {
  const trouble = h('span', { class: 'error', role: 'alert' });
  return h('span', { class: 'actions small' }, h('span', { class: 'soft' }, 'Export'), FORMATS.map(([format, label]) => h('button', {
    type: 'button', 'aria-label': `Export as ${label}`,
    onclick: () => { trouble.textContent = ''; save(campaignId, format).catch((problem) => { trouble.textContent = problem.message; }); },
  }, label)), trouble);
}
