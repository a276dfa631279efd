import type { Texts } from './zh-CN.ts';
import type { screenshotsZh } from './zh-CN-screenshots.ts';

/** The texts of the screenshot viewer. */
export const screenshotsEn: Texts<typeof screenshotsZh> = {
  screenshots: {
    title: 'Screen of {{name}}',
    what: 'the picture',
    open: 'Show the screen',
    openLarge: 'Open large',
    empty: 'No pictures of this server yet.',
    emptyHint: 'Take one to see its screen as it is now; earlier ones stay here.',
    noScreen: 'No way to it that can take pictures: add SSH or VNC in its settings.',
    take: 'Take a picture',
    takeKey: 'Take a picture (r)',
    taking: 'Taking a picture…',
    strip: 'Earlier pictures',
    shot: 'Picture of {{time}}',
    earlier: 'Earlier',
    previous: 'Previous (←, newer)',
    next: 'Next (→, older)',
    fit: 'Fit',
    actual: 'Actual size',
    zoomIn: 'Zoom in (+)',
    zoomOut: 'Zoom out (-)',
    zoom: 'Zoom',
    save: 'Save as',
    copy: 'Copy',
    copied: 'Copied',
    copyFailed: 'The browser does not allow copying pictures',
    size: '{{width}}×{{height}} · {{bytes}}',
    inHistory: 'Open in History',
    gone: 'This picture is no longer on record.',
    loading: 'Loading the picture…',
    picture: 'Screen of {{name}}, {{time}}',
  },
};
