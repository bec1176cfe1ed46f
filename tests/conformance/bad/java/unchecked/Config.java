import java.util.List;

class Config {
    static List<String> names(Object value) {
        return (List<String>) value;
    }
}
