import { ArrowDownOutlined, ArrowLeftOutlined, ArrowRightOutlined, ArrowUpOutlined, DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, type InputRef } from 'antd';
import { type ComponentType, type Ref, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Account } from '../../../shared/account.ts';
import { type ButtonField, buttonTypeOf, websiteTypes } from '../../../shared/menu/button-types.ts';
import { lineOfKey } from '../../../shared/menu/command-keys.ts';
import { buttonAt, type Menu, subsOf } from '../../../shared/menu/menu.ts';
import { renameButton, setButtonField, setButtonType, withoutFields } from '../../../shared/menu/menu-edit.ts';
import { menuLimits } from '../../../shared/menu/menu-limits.ts';
import { strayFields } from '../../../shared/menu/menu-rules.ts';
import styles from './button-form.module.css';
import { ButtonTaps } from './button-taps.tsx';
import { CommandFields } from './command-fields.tsx';
import { MenuField } from './menu-field.tsx';
import { shapeOf } from './menu-moves.ts';
import { type Arrow, type Place, placeMoved } from './places.ts';
import { Rehearsal } from './rehearsal.tsx';
import { problemOfField, problemsBeside, type ShownProblem } from './shown-problems.ts';
import { commandType, TypeField } from './type-field.tsx';

interface Props {
  account: Account;
  menu: Menu;
  place: Place;
  problems: readonly ShownProblem[];
  nameRef: Ref<InputRef>;
  /** `field` names what is being typed in, so that it is one step to undo. */
  onEdit: (menu: Menu, field?: string) => void;
  onShift: (arrow: Arrow) => void;
  onRemove: () => void;
  onAddSub: () => void;
  /** Back to the phone. */
  onLeave: () => void;
}

/** The form of the selected button: its name, what a tap does, and what that needs. */
export function ButtonForm({ account, menu, place, problems, nameRef, onEdit, onShift, onRemove, onAddSub, onLeave }: Props) {
  const { t } = useTranslation();
  const button = buttonAt(menu, place);
  if (!button) return null;
  const { platform } = account;
  const limits = menuLimits[platform];
  const isSub = place.length === 2;
  const subs = subsOf(button).length;
  const stray = isSub ? [] : strayFields(button);
  const shown = isSub ? limits.subNameShown : limits.topNameShown;
  const fields = subs > 0 ? ['name'] : ['name', 'type', ...(buttonTypeOf(button.type)?.fields ?? [])];
  return (
    <form
      className={styles.form}
      aria-label={t('menus.form.title')}
      autoComplete="off"
      onSubmit={(event) => {
        event.preventDefault();
        onLeave();
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || event.defaultPrevented) return;
        event.preventDefault();
        event.stopPropagation();
        onLeave();
      }}
    >
      <FormHead menu={menu} place={place} platform={platform} onShift={onShift} onRemove={onRemove} />
      {problemsBeside(problems, place, fields).map(({ message, hint, severity }) => (
        <p key={message} role="alert" className={styles.problem} data-severity={severity}>
          <span aria-hidden>{severity === 'error' ? '▲' : '△'} </span>
          {t('menus.sentence', { message, hint })}
        </p>
      ))}
      {stray.length > 0 && (
        <div>
          <Button size="small" onClick={() => onEdit(withoutFields(menu, place, stray))}>
            {t('menus.form.dropStray', { fields: stray.join(t('accounts.listSeparator')) })}
          </Button>
        </div>
      )}
      <MenuField
        label={t('menus.form.name')}
        rule={shown === undefined ? t('menus.form.nameRule') : t('menus.form.nameShown', { shown })}
        value={button.name ?? ''}
        problem={problemOfField(problems, place, 'name')}
        most={isSub ? limits.subNameBytes : limits.topNameBytes}
        isWire={false}
        inputRef={nameRef}
        onChange={(name) => onEdit(renameButton(menu, place, name), 'name')}
      />
      {subs === 0 && <ActionFields account={account} menu={menu} place={place} problems={problems} onEdit={onEdit} />}
      {!isSub && (
        <div className={styles.subs}>
          {subs > 0 && <p className={styles.quiet}>{t('menus.form.subsRule', { n: subs })}</p>}
          <Button
            size="small"
            icon={<PlusOutlined aria-hidden />}
            disabled={subs >= limits.sub}
            title={subs === 0 ? t('menus.form.nestRule') : undefined}
            onClick={onAddSub}
          >
            {t('menus.form.addSub')}
          </Button>
        </div>
      )}
      <ButtonTaps account={account} button={button} />
    </form>
  );
}

/** What a tap does, with the fields of that type. */
function ActionFields({ account, menu, place, problems, onEdit }: Pick<Props, 'account' | 'menu' | 'place' | 'problems' | 'onEdit'>) {
  const { t } = useTranslation();
  const button = buttonAt(menu, place) ?? {};
  const { type = '', key = '' } = button;
  const [chosen, setChosen] = useState<{ key: string; isPlain: boolean }>();
  // why: an empty key is nobody's yet, and most keys are to run something
  const isPlain = chosen?.key === key ? chosen.isPlain : key !== '' && lineOfKey(key) === undefined;
  const limits = menuLimits[account.platform];
  const known = buttonTypeOf(type);
  const isCommand = type === 'click' && (lineOfKey(key) !== undefined || key === '') && !isPlain;
  const put = (field: ButtonField, value: string) => {
    if (field === 'key') setChosen({ key: value, isPlain });
    onEdit(setButtonField(menu, place, field, value), field);
  };
  const choose = (wanted: string) => {
    const isForCommand = wanted === commandType;
    const typed = setButtonType(menu, place, isForCommand ? 'click' : wanted);
    const changed = isForCommand && lineOfKey(key) === undefined ? setButtonField(typed, place, 'key', '') : typed;
    setChosen({ key: buttonAt(changed, place)?.key ?? '', isPlain: !isForCommand });
    onEdit(changed);
  };
  const bytes: Partial<Record<ButtonField, number>> = { key: limits.keyBytes, url: limits.urlBytes };
  return (
    <>
      <TypeField
        account={account}
        value={isCommand ? commandType : type}
        problem={problemOfField(problems, place, 'type')}
        onChange={choose}
      />
      {websiteTypes.includes(type) && <p className={styles.quiet}>{t('menus.website')}</p>}
      {isCommand ? (
        <CommandFields
          value={key}
          problem={problemOfField(problems, place, 'key')}
          most={limits.keyBytes}
          onChange={(text) => put('key', text)}
        />
      ) : (
        known?.fields.map((field) => (
          <MenuField
            key={field}
            label={t(`menus.field.${field}`)}
            rule={t(field === 'url' && type === 'miniprogram' ? 'menus.fallbackRule' : `menus.fieldRule.${field}`)}
            value={button[field] ?? ''}
            problem={problemOfField(problems, place, field)}
            most={bytes[field]}
            isWire
            onChange={(text) => put(field, text)}
          />
        ))
      )}
      {known?.fields.includes('key') && <Rehearsal account={account.id} keyText={key} type={type} />}
    </>
  );
}

interface HeadProps extends Pick<Props, 'menu' | 'place' | 'onShift' | 'onRemove'> {
  platform: Account['platform'];
}

const shifts: Record<Arrow, { label: 'left' | 'right' | 'up' | 'down'; Icon: ComponentType }> = {
  ArrowLeft: { label: 'left', Icon: ArrowLeftOutlined },
  ArrowRight: { label: 'right', Icon: ArrowRightOutlined },
  ArrowUp: { label: 'up', Icon: ArrowUpOutlined },
  ArrowDown: { label: 'down', Icon: ArrowDownOutlined },
};

/** Which button it is, and where it can go. */
function FormHead({ menu, place, platform, onShift, onRemove }: HeadProps) {
  const { t } = useTranslation();
  const [top, sub] = place;
  const parent = menu.button[top];
  const title =
    sub === undefined
      ? t('menus.form.topTitle', { n: top + 1, all: menu.button.length })
      : t('menus.form.subTitle', {
          ...{ name: parent?.name || t('menus.unnamed'), n: sub + 1, all: parent ? subsOf(parent).length : 0 },
        });
  const shape = shapeOf(menu, platform);
  return (
    <div className={styles.head}>
      <h2 className={styles.title}>{title}</h2>
      {(Object.keys(shifts) as Arrow[]).map((arrow) => {
        const { label, Icon } = shifts[arrow];
        const name = t(`menus.form.${label}`);
        return (
          <Button
            key={arrow}
            type="text"
            size="small"
            icon={<Icon />}
            aria-label={name}
            title={`${name} (Alt+${{ left: '←', right: '→', up: '↑', down: '↓' }[label]})`}
            disabled={!placeMoved(shape, place, arrow)}
            onClick={() => onShift(arrow)}
          />
        );
      })}
      <Button size="small" icon={<DeleteOutlined aria-hidden />} title={`${t('menus.form.delete')} (Delete)`} onClick={onRemove}>
        {t('menus.form.delete')}
      </Button>
    </div>
  );
}
