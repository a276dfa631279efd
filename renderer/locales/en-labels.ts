import type { Texts } from './zh-CN.ts';
import type { labelsZh } from './zh-CN-labels.ts';

/** The texts of the Labels view on the Servers page. */
export const labelsEn: Texts<typeof labelsZh> = {
  labels: {
    title: 'Print labels',
    short: 'Labels',
    intro: "For the rack. Scanned from a WeChat menu, a label answers with the server's status and what can be done.",
    size: 'Paper',
    sizeRule: 'The size is on the pack of labels.',
    sizeOf: {
      'a4-3x8': 'A4, 3×8 labels, 70×37 mm',
      'a4-3x7': 'A4, 3×7 labels, 63.5×38.1 mm',
      'a4-2x5': 'A4, 2×5 labels, 105×57 mm',
      'roll-62': 'Label printer roll, 62×29 mm',
    },
    parts: 'Print',
    part: { code: 'QR code', name: 'Name', aliases: 'Aliases', asset: 'Asset label', address: 'Address' },
    first: 'First label',
    firstRule: 'Where to begin on a sheet that was used before (1–{{most}}).',
    servers: 'Servers',
    choose: 'Choose a group, or tick them below',
    all: 'All ({{n}})',
    group: 'Group: {{name}} ({{n}})',
    tag: '@{{name}} ({{n}})',
    assetOf: 'Asset {{asset}}',
    codeOf: 'QR code of {{id}}',
    preview: 'Print preview',
    sheets: 'Sheet',
    empty: 'Choose servers on the left; what will be printed is shown here.',
    nothing: 'No servers chosen yet',
    count: 'Labels: {{n}}, sheets: {{sheets}}',
    scale: 'print at actual size (100 %), without margins',
    print: 'Print',
  },
};
