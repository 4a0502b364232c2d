// Runs the PDF/UA-1 profile of veraPDF over files, and tells for each whether it keeps to it.

import java.io.File;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

public class VeraPdf {
    public static void main(String[] files) throws Exception {
        VeraGreenfieldFoundryProvider.initialise();
        PDFAFlavour profile = PDFAFlavour.fromString("ua1");
        for (String file : files) {
            try (PDFAParser parser = Foundries.defaultInstance().createParser(new File(file), profile)) {
                ValidationResult told = Foundries.defaultInstance().createValidator(profile, false).validate(parser);
                System.out.println(file + " compliant=" + told.isCompliant());
                for (TestAssertion one : told.getTestAssertions()) {
                    if (one.getStatus() == TestAssertion.Status.FAILED) {
                        System.out.println("  " + one.getRuleId() + " " + one.getMessage());
                    }
                }
            }
        }
    }
}
