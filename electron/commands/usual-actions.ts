import type { Language } from '../../shared/language.ts';
import { quotedWord } from '../../shared/quoted-word.ts';
import type { Capability, Target } from '../../shared/target.ts';
import { capabilitiesOf } from '../control/targets/view.ts';

/** So many of a target's logs and services are among them. */
const mostNamed = 2;

/**
 * The lines that ask for what is usually done to a target, as its ways, logs and services allow it, in the words of one
 * language; the likeliest first. Whether somebody may is not looked at here.
 */
export function usualLines(target: Target, language: Language): string[] {
  const able = capabilitiesOf(target);
  return usual(target)
    .filter(({ needs }) => able.includes(needs))
    .map(({ words }) => [...words[language], target.id].map(quotedWord).join(' '));
}

interface UsualAction {
  needs: Capability;
  words: Record<Language, string[]>;
}

const usual = ({ logs, services }: Target): UsualAction[] => [
  action('screen', ['截图'], ['screenshot']),
  ...services.slice(0, mostNamed).map((name) => action('shell', ['服务', '状态', name], ['service', 'status', name])),
  ...logs.slice(0, mostNamed).map((name) => action('shell', ['日志', name], ['log', name])),
  action('shell', ['进程'], ['ps']),
  action('powerOn', ['开机'], ['power', 'on']),
  action('powerOff', ['重启'], ['power', 'reboot']),
  action('powerOff', ['关机'], ['power', 'off']),
];

const action = (needs: Capability, chinese: string[], english: string[]): UsualAction => ({
  needs,
  words: { 'zh-CN': chinese, en: english },
});
