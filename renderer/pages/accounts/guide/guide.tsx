import { useTranslation } from 'react-i18next';
import type { EncryptionMode, Platform } from '../../../../shared/account.ts';
import type { AccountView, CallbackSecretName } from '../../../../shared/account-view.ts';
import type { ListenerStatus } from '../../../../shared/overview.ts';
import type { Failure } from '../../../../shared/result.ts';
import { useNow } from '../../../components/use-now.ts';
import { useTunnel } from '../../../stores/context.ts';
import { callbackUrlOf, currentVerification, guideProgress, type GuideStep as Step } from '../../../text/guide.ts';
import styles from './guide.module.css';
import { GuideStep } from './guide-step.tsx';
import { IpStep } from './ip-step.tsx';
import { KeysStep } from './keys-step.tsx';
import { PasteList } from './paste-list.tsx';
import { ReachStep } from './reach-step.tsx';
import { TestStep } from './test-step.tsx';
import { VerificationNote } from './verification-note.tsx';

interface Props {
  platform: Platform;
  id: string;
  mode: EncryptionMode;
  /** Absent until the account has been added. */
  account: AccountView | undefined;
  listener: ListenerStatus;
  /** Where WeChat reaches the listener; null while there is no tunnel. */
  publicUrl: string | null;
  lastMessageAt: number | undefined;
  /** The address that the platform sees, as far as it is known. */
  egressIp: string | undefined;
  clipboard: boolean;
  generating: boolean;
  failure: Failure | undefined;
  onGenerate: () => void;
  onCopy: (secret: CallbackSecretName) => Promise<boolean>;
}

/** What to click in WeChat's console and what to paste where, step by step, and how far it has come. */
export function Guide(props: Props) {
  const { platform, id, mode, account, listener, publicUrl, lastMessageAt, clipboard } = props;
  const { t } = useTranslation();
  const isUp = useTunnel((state) => state.tunnel.value?.state.state === 'up');
  const hasMoved = useTunnel((state) => state.tunnel.value?.state.publicUrlBefore !== undefined);
  const now = useNow();
  const facts = { account, publicUrl, isUp, hasMoved, lastMessageAt };
  const { done, next } = guideProgress(facts);
  const { url, isPublic } = callbackUrlOf(id, listener.url, publicUrl);
  const isWecom = platform === 'wecom';
  const state = (step: Step) => (done.includes(step) ? 'done' : step === next ? 'next' : 'open');
  return (
    <section aria-label={t('guide.title')} className={styles.guide}>
      <VerificationNote verification={currentVerification(facts, now)} expected={done.includes('keys') && !done.includes('url')} />
      <ol className={styles.steps}>
        <GuideStep number={1} title={t('guide.values')} state={state('values')}>
          <p>{t(isWecom ? 'guide.valuesWecom1' : 'guide.valuesOfficial1')}</p>
          <p>{t(isWecom ? 'guide.valuesWecom2' : 'guide.valuesOfficial2')}</p>
        </GuideStep>
        <GuideStep number={2} title={t('guide.reach')} state={state('reach')}>
          <ReachStep platform={platform} listener={listener} isPublic={isPublic} isUp={publicUrl === null || isUp} />
        </GuideStep>
        <GuideStep number={3} title={t('guide.keys')} state={state('keys')}>
          <KeysStep account={account} clipboard={clipboard} busy={props.generating} failure={props.failure} onGenerate={props.onGenerate} />
        </GuideStep>
        <GuideStep number={4} title={t('guide.url')} state={state('url')}>
          <p>{t(isWecom ? 'guide.urlWecom1' : 'guide.urlOfficial1')}</p>
          <p>{isWecom ? t('guide.urlWecom2') : t('guide.urlOfficial2', { mode: t(`option.${mode}`) })}</p>
          <PasteList account={account} url={url} clipboard={clipboard} onCopy={props.onCopy} />
        </GuideStep>
        <GuideStep number={5} title={t(isWecom ? 'guide.ipWecom' : 'guide.ipOfficial')} state={state('ip')}>
          <IpStep platform={platform} egressIp={props.egressIp} />
        </GuideStep>
        <GuideStep number={6} title={t('guide.test')} state={state('test')}>
          <TestStep platform={platform} lastMessageAt={lastMessageAt} />
        </GuideStep>
      </ol>
    </section>
  );
}
