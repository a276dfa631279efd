import type { Texts } from './zh-CN.ts';
import type { runFilterZh } from './zh-CN-run-filter.ts';

/** The texts of the history's filter and export. */
export const runFilterEn: Texts<typeof runFilterZh> = {
  runFilter: {
    more: 'More filters',
    moreOf: 'More filters ({{n}})',
    title: 'More filters of the history',
    account: 'Account',
    anyAccount: 'Any account',
    person: 'Person',
    personHint: 'UserID or OpenID',
    command: 'Command',
    anyCommand: 'Any command',
    target: 'Server',
    targetHint: 'Id of a server',
    time: 'Time',
    period: { all: 'Any time', '1h': 'Last hour', '24h': 'Last 24 hours', '7d': 'Last 7 days', '30d': 'Last 30 days', own: 'Custom' },
    from: 'From',
    to: 'To',
    clear: 'Clear filters',
    wrongOrder: 'The end must come after the beginning.',
  },
  runExport: {
    title: 'Export the history',
    open: 'Export',
    all: 'Exports all runs.',
    filtered: 'Exports the runs that match the filter.',
    trailAll: 'Exports the whole audit trail from its first record on, whatever the filter.',
    choice: 'What to export',
    choices: { jsonl: 'History JSONL', csv: 'History CSV', trail: 'Audit trail JSONL' },
    about: {
      jsonl: 'One JSON object a line: who, when, which command, which servers, with what result. For programs.',
      csv: 'A table, UTF-8, opens in Excel. Texts that begin with = + - @ are prefixed with an apostrophe, so that they are not taken for formulas.',
      trail:
        'One record a line: seq, record (to the letter) and hash, the SHA-256 of the hash before it, a line feed and the record. Verify it anywhere with npm run audit:verify -- --file FILE.',
    },
    running: 'Exporting: {{rows}} record{{rows, s}}, {{size}}',
    done: 'Exported {{rows}} record{{rows, s}}, {{size}}: {{file}}',
    private: 'The file holds records of what was run; keep it safe.',
  },
};
