package ads;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotEquals;

import org.junit.Test;

public class AdsTest {
    @Test
    public void choosesByTopic() {
        assertEquals("Buy now: mugs", Ads.choose("mugs"));
    }

    @Test
    public void runsWithoutRoot() throws Exception {
        assertNotEquals(0, java.nio.file.Files.getAttribute(java.nio.file.Path.of("/proc/self"), "unix:uid"));
    }
}
