import java.time.Duration;
import java.util.List;
import java.util.Optional;
import shop.Config;

/** Prints every value of the configuration in a line, and then the configuration as Java prints it. */
public final class Driver {
    private Driver() {}

    private static String text(Object value) {
        if (value instanceof Config.Secret secret) {
            return secret.reveal();
        }
        if (value instanceof Duration duration) {
            return String.valueOf(duration.toMillis());
        }
        if (value instanceof List<?> list) {
            return String.join(",", list.stream().map(String::valueOf).toList());
        }
        if (value instanceof Optional<?> optional) {
            return optional.isPresent() ? String.valueOf(optional.get()) : "";
        }
        return value instanceof System.Logger.Level level ? level.getName().toLowerCase() : String.valueOf(value);
    }

    /** Reads the environment. */
    public static void main(String[] args) throws ReflectiveOperationException {
        Config.Java config;
        try {
            config = Config.Java.load();
        } catch (Config.ConfigException e) {
            System.err.println(e.getMessage());
            System.exit(Config.EXIT_CODE);
            return;
        }
        for (var part : Config.Java.class.getRecordComponents()) {
            System.out.println(text(part.getAccessor().invoke(config)));
        }
        System.out.println(config);
    }
}
