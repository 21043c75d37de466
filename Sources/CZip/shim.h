// The system's libzip, which opens the zip file that an .xlsx workbook is.
#include <zip.h>
