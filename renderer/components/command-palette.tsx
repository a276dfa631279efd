import { useTranslation } from 'react-i18next';
import { importing, newAccount } from '../stores/accounts.ts';
import { useDesk, useRuns, useStores } from '../stores/context.ts';
import { newPerson } from '../stores/operators.ts';
import { pageKeys, pages } from '../stores/route.ts';
import { importingTargets, newTarget, scanning } from '../stores/targets.ts';
import { Dialog } from './dialog.tsx';
import { type Choice, PaletteList } from './palette-list.tsx';

/** Everything that can be done from anywhere, found by typing. */
export function CommandPalette() {
  const { t } = useTranslation();
  const { route, settings, desk, runs } = useStores();
  const open = useDesk((state) => state.dialog === 'palette');
  const held = useRuns((state) => state.held);
  if (!open) return null;

  const { go } = route.getState();
  const { change } = settings.getState();
  const { fold, folded, openDialog } = desk.getState();
  const choices: Choice[] = [
    ...pages.map((page) => ({ id: page, label: t('palette.go', { page: t(`page.${page}`) }), keys: pageKeys[page], act: () => go(page) })),
    { id: 'statistics', label: t('palette.go', { page: t('page.statistics') }), act: () => go('statistics') },
    { id: 'add-account', label: t('palette.addAccount'), act: () => go('accounts', newAccount) },
    { id: 'import-account', label: t('palette.importAccount'), act: () => go('accounts', importing) },
    { id: 'add-server', label: t('palette.addServer'), act: () => go('servers', newTarget) },
    { id: 'import-servers', label: t('palette.importServers'), act: () => go('servers', importingTargets) },
    { id: 'scan-network', label: t('palette.scanNetwork'), act: () => go('servers', scanning) },
    { id: 'add-person', label: t('palette.addPerson'), act: () => go('people', newPerson) },
    { id: 'hold', label: t(held ? 'palette.release' : 'palette.hold'), act: () => void runs.getState().setHeld(!held) },
    { id: 'light', label: t('palette.themeLight'), act: () => void change({ theme: 'light' }) },
    { id: 'dark', label: t('palette.themeDark'), act: () => void change({ theme: 'dark' }) },
    { id: 'system', label: t('palette.themeSystem'), act: () => void change({ theme: 'system' }) },
    { id: 'zh', label: t('palette.languageZh'), act: () => void change({ language: 'zh-CN' }) },
    { id: 'en', label: t('palette.languageEn'), act: () => void change({ language: 'en' }) },
    { id: 'fold', label: t('palette.fold'), act: () => fold(!folded) },
    { id: 'keys', label: t('palette.keys'), keys: '?', act: () => openDialog('keys') },
  ];
  const writeCommand = (line: string) => {
    runs.getState().type(line);
    go('history');
  };
  return (
    <Dialog label={t('palette.title')} onClose={() => openDialog(null)}>
      <PaletteList
        choices={choices}
        choiceOf={(line) => ({ id: 'run', label: t('palette.run', { line }), act: () => writeCommand(line) })}
        onChoose={(choice) => {
          openDialog(null);
          choice.act();
        }}
      />
    </Dialog>
  );
}
