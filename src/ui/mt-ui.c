/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Registers every type that only a .ui file names: a static library would otherwise leave them out.
 */
#include "config.h"

#include <adwaita.h>

#include "service/mt-person-item.h"
#include "ui/accounts/mt-account-address-page.h"
#include "ui/accounts/mt-account-found-page.h"
#include "ui/accounts/mt-account-list-page.h"
#include "ui/accounts/mt-account-page.h"
#include "ui/accounts/mt-account-sign-in-page.h"
#include "ui/accounts/mt-accounts-window.h"
#include "ui/accounts/mt-collection-list.h"
#include "ui/accounts/mt-collection-row.h"
#include "ui/accounts/mt-fault-row.h"
#include "ui/accounts/mt-file-row.h"
#include "ui/accounts/mt-password-window.h"
#include "ui/accounts/mt-source-mark.h"
#include "ui/accounts/mt-pending-bar.h"
#include "ui/accounts/mt-sync-button.h"
#include "ui/accounts/mt-sync-popover.h"
#include "ui/accounts/mt-sync-row.h"
#include "ui/board/mt-board-column.h"
#include "ui/board/mt-board-section.h"
#include "ui/board/mt-filter-bar.h"
#include "ui/board/mt-task-card.h"
#include "ui/board/mt-task-dialog.h"
#include "ui/clocks/mt-clock-card.h"
#include "ui/clocks/mt-clock-details.h"
#include "ui/clocks/mt-clock-strip.h"
#include "ui/clocks/mt-place-adder.h"
#include "ui/editor/mt-new-team-window.h"
#include "ui/editor/mt-person-editor.h"
#include "ui/export/mt-export-dialog.h"
#include "ui/mt-adaptive-bin.h"
#include "ui/mt-avatar.h"
#include "ui/mt-bottom-bar.h"
#include "ui/files/mt-calendar-offer.h"
#include "ui/mt-conflict-window.h"
#include "ui/mt-failure-page.h"
#include "ui/mt-hint.h"
#include "ui/mt-message-window.h"
#include "ui/mt-place-search.h"
#include "ui/mt-problem-list.h"
#include "ui/mt-problems-window.h"
#include "ui/mt-question.h"
#include "ui/mt-section.h"
#include "ui/mt-shortcuts-window.h"
#include "ui/mt-tab-stop.h"
#include "ui/mt-time-field.h"
#include "ui/mt-ui.h"
#include "ui/mt-welcome-page.h"
#include "ui/mt-who.h"
#include "ui/mt-window.h"
#include "ui/people/mt-axis-lines.h"
#include "ui/people/mt-choice-bar.h"
#include "ui/people/mt-day-picker.h"
#include "ui/people/mt-legend.h"
#include "ui/people/mt-people-find.h"
#include "ui/people/mt-people-section.h"
#include "ui/people/mt-person-page.h"
#include "ui/people/mt-person-split.h"
#include "ui/people/mt-ruler.h"
#include "ui/people/mt-swatch.h"
#include "ui/people/mt-time-bar.h"
#include "ui/updates/mt-composer.h"
#include "ui/updates/mt-journal-window.h"
#include "ui/updates/mt-moved-tasks.h"
#include "ui/updates/mt-post-row.h"
#include "ui/updates/mt-text-area.h"
#include "ui/updates/mt-thread-window.h"
#include "ui/updates/mt-update-row.h"
#include "ui/updates/mt-updates-section.h"

/**
 * mt_ui_init:
 *
 * Call after GTK and libadwaita are initialised and before the first widget is made. Main thread.
 */
void
mt_ui_init (void)
{
  g_type_ensure (MT_TYPE_PERSON_ITEM);
  g_type_ensure (MT_TYPE_SESSION);
  g_type_ensure (MT_TYPE_ACCOUNT_ADDRESS_PAGE);
  g_type_ensure (MT_TYPE_ACCOUNT_FOUND_PAGE);
  g_type_ensure (MT_TYPE_ACCOUNT_LIST_PAGE);
  g_type_ensure (MT_TYPE_ACCOUNT_PAGE);
  g_type_ensure (MT_TYPE_ACCOUNT_SIGN_IN_PAGE);
  g_type_ensure (MT_TYPE_ACCOUNTS_WINDOW);
  g_type_ensure (MT_TYPE_COLLECTION_LIST);
  g_type_ensure (MT_TYPE_COLLECTION_ROW);
  g_type_ensure (MT_TYPE_FAULT_ROW);
  g_type_ensure (MT_TYPE_FILE_ROW);
  g_type_ensure (MT_TYPE_PASSWORD_WINDOW);
  g_type_ensure (MT_TYPE_SOURCE_MARK);
  g_type_ensure (MT_TYPE_PENDING_BAR);
  g_type_ensure (MT_TYPE_SYNC_BUTTON);
  g_type_ensure (MT_TYPE_SYNC_POPOVER);
  g_type_ensure (MT_TYPE_SYNC_ROW);
  g_type_ensure (MT_TYPE_ADAPTIVE_BIN);
  g_type_ensure (MT_TYPE_AVATAR);
  g_type_ensure (MT_TYPE_AXIS);
  g_type_ensure (MT_TYPE_AXIS_LINES);
  g_type_ensure (MT_TYPE_BOARD_COLUMN);
  g_type_ensure (MT_TYPE_BOARD_SECTION);
  g_type_ensure (MT_TYPE_CALENDAR_OFFER);
  g_type_ensure (MT_TYPE_CHOICE_BAR);
  g_type_ensure (MT_TYPE_BOTTOM_BAR);
  g_type_ensure (MT_TYPE_CLOCK_CARD);
  g_type_ensure (MT_TYPE_CLOCK_DETAILS);
  g_type_ensure (MT_TYPE_CLOCK_STRIP);
  g_type_ensure (MT_TYPE_PLACE_ADDER);
  g_type_ensure (MT_TYPE_CONFLICT_WINDOW);
  g_type_ensure (MT_TYPE_DAY_PICKER);
  g_type_ensure (MT_TYPE_EXPORT_DIALOG);
  g_type_ensure (MT_TYPE_FAILURE_PAGE);
  g_type_ensure (MT_TYPE_FILTER_BAR);
  g_type_ensure (MT_TYPE_HINT);
  g_type_ensure (MT_TYPE_LEGEND);
  g_type_ensure (MT_TYPE_MESSAGE_WINDOW);
  g_type_ensure (MT_TYPE_NEW_TEAM_WINDOW);
  g_type_ensure (MT_TYPE_PEOPLE_FIND);
  g_type_ensure (MT_TYPE_PEOPLE_SECTION);
  g_type_ensure (MT_TYPE_PERSON_EDITOR);
  g_type_ensure (MT_TYPE_PERSON_PAGE);
  g_type_ensure (MT_TYPE_PERSON_SPLIT);
  g_type_ensure (MT_TYPE_PLACE_SEARCH);
  g_type_ensure (MT_TYPE_PROBLEM_LIST);
  g_type_ensure (MT_TYPE_PROBLEMS_WINDOW);
  g_type_ensure (MT_TYPE_QUESTION);
  g_type_ensure (MT_TYPE_RULER);
  g_type_ensure (MT_TYPE_SECTION);
  g_type_ensure (MT_TYPE_SHORTCUTS_WINDOW);
  g_type_ensure (MT_TYPE_SWATCH);
  g_type_ensure (MT_TYPE_TAB_STOP);
  g_type_ensure (MT_TYPE_TASK_CARD);
  g_type_ensure (MT_TYPE_TASK_DIALOG);
  g_type_ensure (MT_TYPE_TIME_BAR);
  g_type_ensure (MT_TYPE_TIME_FIELD);
  g_type_ensure (MT_TYPE_COMPOSER);
  g_type_ensure (MT_TYPE_JOURNAL_WINDOW);
  g_type_ensure (MT_TYPE_MOVED_TASKS);
  g_type_ensure (MT_TYPE_POST_ROW);
  g_type_ensure (MT_TYPE_TEXT_AREA);
  g_type_ensure (MT_TYPE_THREAD_WINDOW);
  g_type_ensure (MT_TYPE_UPDATE_ROW);
  g_type_ensure (MT_TYPE_UPDATES_SECTION);
  g_type_ensure (MT_TYPE_WELCOME_PAGE);
  g_type_ensure (MT_TYPE_WHO);
  g_type_ensure (MT_TYPE_WINDOW);
}
