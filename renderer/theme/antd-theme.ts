import { type ThemeConfig, theme } from 'antd';
import { colours, fonts, type Look, motion, shadow, sizes, type } from './tokens.ts';

const seconds = (ms: number) => `${ms / 1000}s`;

type Algorithm = typeof theme.defaultAlgorithm;

/**
 * Ant Design's dark algorithm darkens every colour, and what is pointed at may get too dark or too light for text: those
 * that text is written in, or stands on, stay as they are given, and go away from the ground when pointed at.
 */
const keepingColours = (look: Look): Algorithm[] => {
  const own: Algorithm = (seed, map = theme.defaultAlgorithm(seed)) => {
    const { colorPrimary, colorSuccess, colorWarning, colorError, colorInfo } = seed;
    const primary = look === 'dark' ? map.colorPrimaryHover : map.colorPrimaryActive;
    const error = look === 'dark' ? map.colorErrorHover : map.colorErrorActive;
    return {
      ...{ ...map, colorPrimary, colorSuccess, colorWarning, colorError, colorInfo, colorLink: colorPrimary },
      ...{ colorPrimaryHover: primary, colorPrimaryActive: primary, colorLinkHover: primary, colorLinkActive: primary },
      ...{ colorErrorHover: error, colorErrorActive: error },
    };
  };
  return [look === 'dark' ? theme.darkAlgorithm : theme.defaultAlgorithm, own];
};

const algorithms = { light: keepingColours('light'), dark: keepingColours('dark') };

/** Our tokens in Ant Design's words. */
export function antdTheme(look: Look, reducedMotion: boolean): ThemeConfig {
  const colour = colours[look];
  return {
    algorithm: algorithms[look],
    hashed: false,
    cssVar: { key: 'antd' },
    token: {
      colorPrimary: colour.accent,
      colorLink: colour.accent,
      colorSuccess: colour.accent,
      colorWarning: colour.warning,
      colorError: colour.danger,
      colorInfo: colour.info,
      colorBgLayout: colour.ground,
      colorBgContainer: colour.surface,
      colorBgElevated: colour.raised,
      colorText: colour.text,
      colorTextSecondary: colour.quiet,
      colorTextTertiary: colour.quiet,
      colorTextPlaceholder: colour.quiet,
      colorBorder: colour.lineStrong,
      colorBorderSecondary: colour.line,
      colorSplit: colour.line,
      fontFamily: fonts.ui,
      fontFamilyCode: fonts.mono,
      fontSize: type.body,
      fontSizeSM: type.small,
      fontWeightStrong: 600,
      borderRadius: sizes.radius,
      controlHeight: sizes.control,
      boxShadow: shadow[look],
      boxShadowSecondary: shadow[look],
      motion: !reducedMotion,
      motionDurationFast: seconds(motion.quick),
      motionDurationMid: seconds(motion.quick),
      motionDurationSlow: seconds(motion.steady),
      wireframe: false,
    },
    components: {
      Button: {
        ...{ primaryColor: colour.onAccent, dangerColor: colour.surface },
        ...{ primaryShadow: 'none', defaultShadow: 'none', dangerShadow: 'none', fontWeight: 400 },
      },
      Segmented: {
        // In the dark, a raised surface does not stand out from what is pointed at, but from the ground it does.
        trackBg: look === 'dark' ? colour.ground : colour.hover,
        itemSelectedBg: look === 'dark' ? colour.hover : colour.raised,
        itemHoverBg: 'transparent',
        itemColor: colour.quiet,
        itemSelectedColor: colour.accent,
      },
      Tabs: { horizontalItemPadding: `${sizes.space2}px 0`, horizontalItemGutter: sizes.space5, horizontalMargin: '0' },
      Tooltip: { colorBgSpotlight: colour.phoneBody },
    },
  };
}
