import { Skeleton } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { localTargetId } from '../../../shared/target.ts';
import { Empty } from '../../components/empty.tsx';
import { FailureNote } from '../../components/failure-note.tsx';
import split from '../../components/split-page.module.css';
import { useKeys } from '../../components/use-keys.ts';
import { useReturnOfFocus } from '../../components/use-list-walk.ts';
import { useRoute, useSettings, useStores, useTargetDesk, useTargets } from '../../stores/context.ts';
import { screenOfPart } from '../../stores/screenshots.ts';
import { scriptOfPart } from '../../stores/scripts.ts';
import { isFiltering, listedTargets, noTargetFilter } from '../../stores/target-filter.ts';
import { importingTargets, newTarget, printingLabels, scanning } from '../../stores/targets.ts';
import { ImportServers } from './import/import-servers.tsx';
import { LabelsPage } from './labels/labels-page.tsx';
import { NoServers } from './no-servers.tsx';
import { OpenServer } from './open-server.tsx';
import { ScanPage } from './scan/scan-page.tsx';
import { ScreenPage } from './screenshots/screen-page.tsx';
import { ScriptsPage } from './scripts/scripts-page.tsx';
import { ServerList } from './server-list.tsx';
import { ServerTabs } from './server-tabs.tsx';
import { Toasts } from './toasts.tsx';

/** The servers, and beside them the one that is open or being added; or the ways to add many. */
export function ServersPage() {
  const { t } = useTranslation();
  const { targets: store, route, targetImport } = useStores();
  const { targets, drafts, busy, failures, deleted } = useTargets((state) => state);
  const desk = useTargetDesk((state) => state);
  const language = useSettings((state) => state.language);
  const part = useRoute((state) => state.part);
  const [added, setAdded] = useState<string[] | null>(null);
  const { go } = route.getState();
  const { load, check, restore, letGo } = store.getState();
  const script = scriptOfPart(part);
  const screen = screenOfPart(part);
  const isOwnKeys = script !== undefined || screen !== undefined;
  useKeys(isOwnKeys ? {} : { n: () => go('servers', newTarget), Escape: () => go('servers') });
  useReturnOfFocus('server', part);

  if (script !== undefined) {
    return (
      <div className={split.page}>
        <ServerTabs current="scripts" />
        <ScriptsPage open={script} />
      </div>
    );
  }
  if (!targets.value) {
    if (targets.state === 'failed') {
      return (
        <div className={split.padded}>
          <FailureNote failure={targets.failure} onRetry={() => void load()} />
        </div>
      );
    }
    return (
      <div className={split.padded} role="status" aria-label={t('app.loading')}>
        <Skeleton active paragraph={{ rows: 8 }} />
      </div>
    );
  }

  const list = listedTargets(targets.value, language);
  const open = list.find(({ id }) => id === part);
  const isAlone = list.every(({ id }) => id === localTargetId) && part !== newTarget && !isFiltering(desk);
  const body = () => {
    const close = (ids: string[] | null) => {
      setAdded(ids);
      go('servers');
    };
    if (part === importingTargets) return <ImportServers onClose={close} />;
    if (part === printingLabels) return <LabelsPage targets={list} onClose={() => go('servers')} />;
    if (part === scanning) return <ScanPage targets={list} onClose={close} />;
    const seen = list.find(({ id }) => id === screen?.target);
    if (screen && seen) return <ScreenPage key={seen.id} target={seen} run={screen.run} />;
    return (
      <div className={split.split}>
        <ServerList
          targets={list}
          desk={desk}
          openId={part}
          isUnsaved={(id) => drafts[id] !== undefined}
          checking={busy[''] === 'check'}
          draftName={part === newTarget ? null : (drafts[newTarget]?.name ?? null)}
          foot={
            isAlone && (
              <NoServers
                onAdd={() => go('servers', newTarget)}
                onSshConfig={() => {
                  go('servers', importingTargets);
                  void targetImport.getState().read({ kind: 'ssh-config' }, '~/.ssh/config');
                }}
              />
            )
          }
          onOpen={(id) => go('servers', id)}
          onCheck={() => void check()}
          onAdd={() => go('servers', newTarget)}
          onImport={() => go('servers', importingTargets)}
          onScan={() => go('servers', scanning)}
          onLabels={() => go('servers', printingLabels)}
          onClear={() => desk.filter(noTargetFilter)}
        />
        {(open || part === newTarget) && <OpenServer key={part} target={open} targets={list} />}
        {part !== null && !open && part !== newTarget && <Empty text={t('servers.noSuch', { id: part })} />}
      </div>
    );
  };
  return (
    <div className={split.page}>
      {(part === newTarget || !part?.startsWith('+')) && <ServerTabs current="servers" />}
      {body()}
      <Toasts
        added={part === null ? added : null}
        onSeen={() => setAdded(null)}
        deleted={deleted}
        failureOf={(id) => failures[id]?.failure}
        isBusy={(id) => busy[id] === 'restore'}
        onUndo={(id) => void restore(id).then((back) => back && go('servers', id))}
        onDismiss={letGo}
      />
    </div>
  );
}
