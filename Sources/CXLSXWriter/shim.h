// The system's libxlsxwriter, which writes .xlsx workbooks (Office Open XML, ECMA-376).
#include <xlsxwriter.h>
