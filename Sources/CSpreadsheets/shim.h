// The C libraries that read and write .xlsx workbooks (Office Open XML, ECMA-376): libzip and libexpat open one and
// parse what is in it, libxlsxwriter writes one. They are not linked: finding and binding them takes longer than most
// commands, so SpreadsheetLibraries loads them when a workbook comes along. To Swift, each name below is a value that
// holds the function of that name in what is loaded by then; the header's own declaration goes by another name.
#include <dlfcn.h>
#include "names.h"
#include <expat.h>
#include <xlsxwriter.h>
#include <zip.h>

#define LOADED(name) \
    __attribute__((swift_name("getter:" #name "()"))) static inline __typeof__(&linked_##name) _Nonnull loaded_##name(void) { \
        static void *address; \
        void *found = __atomic_load_n(&address, __ATOMIC_RELAXED); \
        if (!found) __atomic_store_n(&address, found = dlsym((void *)0, #name), __ATOMIC_RELAXED); \
        return (__typeof__(&linked_##name))found; \
    }

// libzip
LOADED(zip_close)
LOADED(zip_discard)
LOADED(zip_error_fini)
LOADED(zip_error_init)
LOADED(zip_error_strerror)
LOADED(zip_fclose)
LOADED(zip_file_add)
LOADED(zip_file_get_error)
LOADED(zip_file_set_dostime)
LOADED(zip_fopen_index)
LOADED(zip_fread)
LOADED(zip_get_error)
LOADED(zip_get_name)
LOADED(zip_get_num_entries)
LOADED(zip_open)
LOADED(zip_open_from_source)
LOADED(zip_source_buffer)
LOADED(zip_source_buffer_create)
LOADED(zip_source_file)
LOADED(zip_source_filep)
LOADED(zip_source_free)
LOADED(zip_source_keep)
LOADED(zip_source_open)
LOADED(zip_source_read)
LOADED(zip_source_seek)
LOADED(zip_source_tell)
LOADED(zip_stat_index)
LOADED(zip_stat_init)

// libexpat
LOADED(XML_ErrorString)
LOADED(XML_GetBuffer)
LOADED(XML_GetCurrentLineNumber)
LOADED(XML_GetErrorCode)
LOADED(XML_ParseBuffer)
LOADED(XML_ParserCreate)
LOADED(XML_ParserFree)
LOADED(XML_SetCharacterDataHandler)
LOADED(XML_SetElementHandler)
LOADED(XML_SetStartDoctypeDeclHandler)
LOADED(XML_SetUserData)
LOADED(XML_StopParser)

// libxlsxwriter
LOADED(chart_add_series)
LOADED(chart_axis_set_name)
LOADED(chart_axis_set_reverse)
LOADED(chart_legend_set_position)
LOADED(chart_series_set_categories)
LOADED(chart_series_set_fill)
LOADED(chart_series_set_labels)
LOADED(chart_series_set_labels_position)
LOADED(chart_series_set_line)
LOADED(chart_series_set_marker_fill)
LOADED(chart_series_set_marker_size)
LOADED(chart_series_set_marker_type)
LOADED(chart_series_set_name_range)
LOADED(chart_series_set_pattern)
LOADED(chart_series_set_values)
LOADED(chart_title_set_name)
LOADED(format_set_align)
LOADED(format_set_bg_color)
LOADED(format_set_bold)
LOADED(format_set_bottom)
LOADED(format_set_font_color)
LOADED(format_set_font_size)
LOADED(format_set_num_format)
LOADED(format_set_text_wrap)
LOADED(format_set_top)
LOADED(lxw_strerror)
LOADED(workbook_add_chart)
LOADED(workbook_add_format)
LOADED(workbook_add_worksheet)
LOADED(workbook_close)
LOADED(workbook_new)
LOADED(workbook_new_opt)
LOADED(workbook_set_properties)
LOADED(worksheet_activate)
LOADED(worksheet_autofilter)
LOADED(worksheet_conditional_format_range)
LOADED(worksheet_data_validation_range)
LOADED(worksheet_fit_to_pages)
LOADED(worksheet_freeze_panes)
LOADED(worksheet_hide)
LOADED(worksheet_ignore_errors)
LOADED(worksheet_insert_chart_opt)
LOADED(worksheet_repeat_rows)
LOADED(worksheet_set_column)
LOADED(worksheet_set_footer)
LOADED(worksheet_set_h_pagebreaks)
LOADED(worksheet_set_header)
LOADED(worksheet_set_landscape)
LOADED(worksheet_set_paper)
LOADED(worksheet_set_row)
LOADED(worksheet_write_blank)
LOADED(worksheet_write_comment)
LOADED(worksheet_write_datetime)
LOADED(worksheet_write_number)
LOADED(worksheet_write_string)
