/** Every colour and size of the page, once: read by `css-variables.ts` and by `antd-theme.ts`. */

/** The two looks; what "system" means is settled before a look is chosen. */
export type Look = 'light' | 'dark';

/** Colours. Text colours hold WCAG AA on ground, surface and raised; `faint` is for marks and lines, not for text. */
export const colours = {
  light: {
    ground: '#F7F8FA',
    surface: '#FFFFFF',
    raised: '#FFFFFF',
    hover: '#F0F2F5',
    text: '#1B1F27',
    quiet: '#5B6472',
    faint: '#8A93A1',
    accent: '#0B7A5B',
    accentSoft: '#E6F3EE',
    onAccent: '#FFFFFF',
    warning: '#B26A00',
    warningSoft: '#FCF3E3',
    danger: '#C5342D',
    dangerSoft: '#FCEDEC',
    info: '#2761C6',
    line: '#E4E7EC',
    lineStrong: '#CBD1DA',
    phoneBody: '#22262E',
    phoneGround: '#EDEDED',
    phoneBar: '#F7F7F7',
    phoneText: '#191919',
    phoneQuiet: '#636363',
    phoneLine: '#D9D9D9',
    bubbleOwn: '#95EC69',
    bubbleOwnText: '#10240A',
    bubbleOther: '#FFFFFF',
    bubbleOtherText: '#191919',
  },
  dark: {
    ground: '#14161A',
    surface: '#1B1E24',
    raised: '#22262E',
    hover: '#262B33',
    text: '#E6E9EF',
    quiet: '#A3ADBB',
    faint: '#6C7684',
    accent: '#34C795',
    accentSoft: '#1B332C',
    onAccent: '#0B1F18',
    warning: '#E9A23B',
    warningSoft: '#352A19',
    danger: '#F0625B',
    dangerSoft: '#3A2224',
    info: '#6B9CF2',
    line: '#2C313A',
    lineStrong: '#434A56',
    phoneBody: '#000000',
    phoneGround: '#111111',
    phoneBar: '#1E1E1E',
    phoneText: '#D5D5D5',
    phoneQuiet: '#9A9A9A',
    phoneLine: '#303030',
    bubbleOwn: '#3EB575',
    bubbleOwnText: '#06170D',
    bubbleOther: '#292929',
    bubbleOtherText: '#D5D5D5',
  },
} as const satisfies Record<Look, Record<string, string>>;

export type Colour = keyof typeof colours.light;

/** Lengths in px, on a grid of 4. */
export const sizes = {
  space1: 4,
  space2: 8,
  space3: 12,
  space4: 16,
  space5: 20,
  space6: 24,
  space8: 32,
  space12: 48,
  row: 32,
  rowTall: 40,
  hairline: 1,
  outline: 2,
  radius: 6,
  radiusSmall: 4,
  radiusPill: 16,
  mark: 16,
  sideBar: 208,
  sideBarFolded: 52,
  topLine: 48,
  statusBar: 28,
  control: 28,
  drawer: 440,
  drawerMin: 360,
  drawerMax: 1080,
  drawerWide: 720,
  drawerTwoSides: 640,
  conversation: 264,
  replyField: 72,
  replayEditor: 220,
  dialog: 560,
  dialogWide: 920,
  palette: 520,
  paletteList: 392,
  signIn: 360,
  searchMin: 160,
  searchMax: 420,
  chart: 180,
  label: 104,
  time: 64,
  state: 84,
  labelWide: 128,
  content: 1720,
  asideMin: 288,
  phone: 372,
  phoneTall: 720,
  phoneRadius: 36,
  phoneInner: 26,
  phoneEdge: 10,
  avatar: 36,
  bubbleMax: 244,
  bubbleTail: 6,
  tile: 52,
  menuStack: 144,
  attempts: 460,
  accountList: 256,
  serverCard: 248,
  serverPanel: 488,
  monitorPanel: 584,
  beatStrip: 200,
  runOutput: 240,
  typedCount: 168,
  peoplePanel: 400,
  role: 104,
  form: 520,
  guide: 640,
  qr: 108,
  qrSmall: 92,
} as const satisfies Record<string, number>;

/** Type sizes in px. */
export const type = {
  body: 13,
  table: 12,
  small: 12,
  head1: 20,
  head2: 16,
  head3: 14,
  figure: 24,
  phone: 15,
  phoneSmall: 12,
} as const satisfies Record<string, number>;

export const fonts = {
  ui: 'system-ui, -apple-system, "Segoe UI", "PingFang SC", "Microsoft YaHei UI", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", sans-serif',
  mono: 'ui-monospace, "SF Mono", "Cascadia Mono", "JetBrains Mono", Consolas, "DejaVu Sans Mono", "Sarasa Mono SC", "Noto Sans Mono CJK SC", "PingFang SC", "Microsoft YaHei", monospace',
} as const;

/** Motion, in ms. Switched off where the system asks for less. */
export const motion = { quick: 120, steady: 160 } as const;

/** The one shadow, for what floats. */
export const shadow = {
  light: '0 8px 28px rgb(20 26 36 / 0.16)',
  dark: '0 8px 28px rgb(0 0 0 / 0.5)',
} as const satisfies Record<Look, string>;

/** Columns of the message table: time, direction, account, person, type, summary, command, state, ms. */
export const messageColumns = {
  wide: '76px 24px minmax(72px, 0.7fr) minmax(72px, 0.8fr) minmax(84px, 0.7fr) minmax(160px, 4fr) minmax(64px, 0.6fr) 84px 68px',
  middle: '76px 24px minmax(64px, 0.8fr) minmax(76px, 0.8fr) minmax(140px, 3fr) 84px 64px',
  narrow: '60px 16px minmax(0, 2fr) minmax(0, 3fr) 72px',
  brief: '76px 24px minmax(64px, 0.8fr) minmax(120px, 3fr) 84px 64px',
} as const;
