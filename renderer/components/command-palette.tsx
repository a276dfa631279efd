import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { importing, newAccount } from '../stores/accounts.ts';
import { useDesk, useRuns, useStores } from '../stores/context.ts';
import { importingMonitors, newMonitor } from '../stores/monitor-part.ts';
import { newPerson } from '../stores/operators.ts';
import { newRole, rolePart } from '../stores/roles.ts';
import { pageKeys, pages } from '../stores/route.ts';
import { scriptsPart } from '../stores/scripts.ts';
import { importingTargets, newTarget, scanning } from '../stores/targets.ts';
import { Dialog } from './dialog.tsx';
import { type Choice, PaletteList } from './palette-list.tsx';
import { useServerChoices } from './palette-servers.ts';

/** Everything that can be done from anywhere, found by typing. */
export function CommandPalette() {
  const open = useDesk((state) => state.dialog === 'palette');
  return open ? <OpenPalette /> : null;
}

/** What is chosen from: everything, a server, or what can be done to one. */
type Stage = 'all' | 'servers' | { server: string };

function OpenPalette() {
  const { t } = useTranslation();
  const { route, settings, desk, runs } = useStores();
  const servers = useServerChoices();
  const [stage, setStage] = useState<Stage>('all');
  const held = useRuns((state) => state.held);

  const { go } = route.getState();
  const { change } = settings.getState();
  const { fold, folded, openDialog } = desk.getState();
  const choices: Choice[] = [
    ...pages.map((page) => ({ id: page, label: t('palette.go', { page: t(`page.${page}`) }), keys: pageKeys[page], act: () => go(page) })),
    { id: 'statistics', label: t('palette.go', { page: t('page.statistics') }), act: () => go('statistics') },
    { id: 'add-account', label: t('palette.addAccount'), act: () => go('accounts', newAccount) },
    { id: 'import-account', label: t('palette.importAccount'), act: () => go('accounts', importing) },
    { id: 'servers-run', label: t('palette.servers'), stays: true, act: () => setStage('servers') },
    { id: 'add-server', label: t('palette.addServer'), act: () => go('servers', newTarget) },
    { id: 'import-servers', label: t('palette.importServers'), act: () => go('servers', importingTargets) },
    { id: 'scripts', label: t('palette.scripts'), act: () => go('servers', scriptsPart) },
    { id: 'scan-network', label: t('palette.scanNetwork'), act: () => go('servers', scanning) },
    { id: 'add-monitor', label: t('monitors.addMonitor'), act: () => go('monitors', newMonitor) },
    { id: 'import-monitors', label: t('monitors.importTitle'), act: () => go('monitors', importingMonitors) },
    { id: 'add-person', label: t('palette.addPerson'), act: () => go('people', newPerson) },
    { id: 'add-role', label: t('role.add'), act: () => go('people', rolePart(newRole)) },
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
  const choose = (choice: Choice) => {
    if (!choice.stays) openDialog(null);
    choice.act();
  };
  const chooseServer = (server: string) => setStage({ server });
  return (
    <Dialog label={t('palette.title')} onClose={() => openDialog(null)}>
      {stage === 'all' ? (
        <PaletteList
          key="all"
          choices={choices}
          further={servers.servers(chooseServer)}
          choiceOf={(line) => ({ id: 'run', label: t('palette.run', { line }), act: () => writeCommand(line) })}
          onChoose={choose}
        />
      ) : stage === 'servers' ? (
        <PaletteList
          key="servers"
          choices={servers.servers(chooseServer)}
          hint={t('palette.chooseServer')}
          onBack={() => setStage('all')}
          onChoose={choose}
        />
      ) : (
        <PaletteList
          key={stage.server}
          choices={servers.actions(stage.server)}
          hint={t('palette.chooseAction', stage)}
          onBack={() => setStage('servers')}
          onChoose={choose}
        />
      )}
    </Dialog>
  );
}
