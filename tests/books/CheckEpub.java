import com.adobe.epubcheck.api.EPUBLocation;
import com.adobe.epubcheck.api.EpubCheck;
import com.adobe.epubcheck.messages.Message;
import com.adobe.epubcheck.messages.Severity;
import com.adobe.epubcheck.util.DefaultReportImpl;
import com.adobe.epubcheck.util.FeatureEnum;
import java.io.File;
import java.util.Locale;

/**
 * Runs EPUBCheck over all files given, in one JVM, as starting it costs more than checking a book.
 * Prints what it finds and exits with 1 when any file has a fatal error, an error or a warning.
 */
public final class CheckEpub {
    private static final class Findings extends DefaultReportImpl {
        private final String path;
        int count;

        Findings(String path) {
            super(path);
            this.path = path;
        }

        @Override
        public void info(String resource, FeatureEnum feature, String value) {
            // The version of EPUB and the like: not asked for.
        }

        @Override
        public void message(Message message, EPUBLocation where, Object... arguments) {
            Severity severity = message.getSeverity();
            if (severity != Severity.FATAL && severity != Severity.ERROR
                    && severity != Severity.WARNING) {
                return;
            }
            count++;
            System.out.printf("%s/%s:%d:%d: %s: %s [%s]%n", path, where.getPath(),
                    where.getLine(), where.getColumn(), severity.name().toLowerCase(Locale.ROOT),
                    message.getMessage(arguments), message.getID());
        }
    }

    public static void main(String[] paths) {
        int bad = 0;
        for (String path : paths) {
            Findings findings = new Findings(path);
            new EpubCheck(new File(path), findings).doValidate();
            bad += findings.count > 0 ? 1 : 0;
        }
        System.out.printf("EPUBCheck %s: %d of %d files clean%n", EpubCheck.version(),
                paths.length - bad, paths.length);
        System.exit(bad > 0 || paths.length == 0 ? 1 : 0);
    }
}
