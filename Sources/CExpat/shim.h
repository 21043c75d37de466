// The system's libexpat, which parses the XML inside an .xlsx workbook as a stream.
#include <expat.h>
