import { useTranslation } from 'react-i18next';
import { localTargetId, type TargetView } from '../../../shared/target.ts';
import { useStores, useTargets } from '../../stores/context.ts';
import { formatRoute } from '../../stores/route.ts';
import { groupsOf, tagsOf } from '../../stores/target-filter.ts';
import { copyOfTarget, formDrivers, formOfTarget, newTargetForm } from '../../stores/target-form.ts';
import { newTarget, trialKey } from '../../stores/targets.ts';
import { ActionDesk } from './actions/action-desk.tsx';
import { FixedServer } from './fixed-server.tsx';
import { LastHour } from './last-hour/last-hour.tsx';
import { LocalServer } from './local-server.tsx';
import styles from './open-server.module.css';
import { ServerEditor } from './server-editor.tsx';
import { ServerHead } from './server-head.tsx';
import { ServerPanel } from './server-panel.tsx';

interface Props {
  /** Absent while it is being added. */
  target: TargetView | undefined;
  targets: TargetView[];
}

/** The server that is open or being added, with everything that can be done to it. */
export function OpenServer({ target, targets }: Props) {
  const { t } = useTranslation();
  const { targets: store, route } = useStores();
  const key = target?.id ?? newTarget;
  const draft = useTargets((state) => state.drafts[key]);
  const busy = useTargets((state) => state.busy[key]);
  const failed = useTargets((state) => state.failures[key]);
  const allTrials = useTargets((state) => state.trials);
  const forgotten = useTargets((state) => state.forgotten.includes(key));
  const { edit, save, remove, check, tryDriver, forgetTrial, forgetHostKey, forgetFailure } = store.getState();
  const { go } = route.getState();

  const others = targets.filter(({ id }) => id !== target?.id);
  const form = draft ?? (target ? formOfTarget(target) : newTargetForm());
  const hops = others.filter(({ id, ssh }) => id !== localTargetId && ssh !== undefined).map(({ id, name }) => ({ id, name }));
  const hostKey = target?.ssh && { forgotten, forgetting: busy === 'hostKey', onForget: () => void forgetHostKey(key) };
  const trials = Object.fromEntries(formDrivers.map((kind) => [kind, allTrials[trialKey(key, kind)]]));

  const head = (
    <ServerHead
      target={target}
      busy={busy}
      onCheck={() => void check(key)}
      onDuplicate={() => {
        if (!target) return;
        const ids = targets.map(({ id }) => id);
        edit(newTarget, copyOfTarget(target, ids, t('servers.copyName', { name: target.name })));
        go('servers', newTarget);
      }}
      onDelete={() => void remove(key).then((gone) => gone && go('servers'))}
      onClose={() => go('servers')}
    />
  );
  return (
    <ServerPanel head={head} isNew={!target} failure={failed && failed.act !== 'save' ? failed.failure : undefined}>
      {target && (
        <div className={styles.actions}>
          <LastHour target={target} />
          <ActionDesk key={target.id} targets={[target]} place={formatRoute('servers', target.id)} />
        </div>
      )}
      {target?.id === localTargetId ? (
        <LocalServer target={target} />
      ) : target?.isFixed ? (
        <FixedServer target={target} hostKey={hostKey} />
      ) : (
        <ServerEditor
          form={form}
          saved={target}
          changed={draft !== undefined}
          saving={busy === 'save'}
          failure={failed?.act === 'save' ? failed.failure : undefined}
          others={others}
          hops={hops}
          groups={groupsOf(targets).map(({ name }) => name)}
          tags={tagsOf(targets).map(({ name }) => name)}
          trials={trials}
          hostKey={hostKey}
          onChange={(changed) => edit(key, changed)}
          onTouch={(kind) => forgetTrial(key, kind)}
          onTry={(kind, secrets) => void tryDriver(key, form, kind, secrets)}
          onDiscard={() => {
            forgetFailure(key);
            edit(key, null);
            if (!target) go('servers');
          }}
          onSave={async (secrets, forget) => {
            const id = await save(key, form, secrets, forget);
            if (id !== null && !target) go('servers', id);
            return id !== null;
          }}
        />
      )}
    </ServerPanel>
  );
}
