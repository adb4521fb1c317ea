import { flow } from './flow.fixture.js';
import { type RequestTemplate, wrongInTemplates } from './request-template.js';

const incident: RequestTemplate = { name: 'Incident', durationSeconds: 3600, reason: 'Incident …', fields: {} };
const ticket = { name: 'ticket', label: 'Ticket', pattern: String.raw`INC-\d+`, required: true };
const wrong = (template: Partial<RequestTemplate>, given: Parameters<typeof flow>[0] = {}) =>
  wrongInTemplates(flow({ customFields: [ticket], templates: [{ ...incident, ...template }], ...given })).map(({ path, reason }) => `${path} ${reason}`); // prettier-ignore

describe('a template of a flow', () => {
  it.each<[string, Partial<RequestTemplate>]>([
    ['leaves open what the person fills in, also what is required', {}],
    ['says the longest time', { durationSeconds: 8 * 3600 }],
    ['says no time', { durationSeconds: null }],
    ['fills a field in as its pattern says', { fields: { ticket: 'INC-7' } }],
  ])('is right where it %s', (_, template) => {
    expect(wrong(template)).toEqual([]);
  });

  it.each<[string, Partial<RequestTemplate>, string]>([
    ['is longer than the flow gives', { durationSeconds: 8 * 3600 + 1 }, 'templates[0].durationSeconds must be at most 8 hours, the longest of the flow'],
    ['fills in what the pattern refuses', { fields: { ticket: 'INC-' } }, String.raw`templates[0].fields.ticket must be a text of the form INC-\d+ of at most 200 characters`],
    ['fills in what the flow does not ask for', { fields: { colour: 'red' } }, 'templates[0].fields.colour is no field of the flow'],
  ])('is wrong where it %s', (_, template, reason) => {
    expect(wrong(template)).toEqual([reason]);
  }); // prettier-ignore

  it('is wrong where it is shorter than a fixed time, or has the name of another', () => {
    expect(wrong({}, { fixedDuration: true })).toEqual([
      'templates[0].durationSeconds must be 8 hours: the flow gives exactly that',
    ]);
    expect(wrong({}, { templates: [incident, { ...incident, name: 'incident ' }] })).toEqual([
      'templates[1].name names another template already',
    ]);
  });
});
