package dev.symbolon.infra.serialization;

import com.sun.source.doctree.DocCommentTree;
import com.sun.source.doctree.DocTree;
import com.sun.source.doctree.LinkTree;
import com.sun.source.doctree.LiteralTree;
import com.sun.source.doctree.ParamTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/** What the sources say about each class, and about each component of a record: read by the compiler's own parser. */
final class SourceComments {

    record Comment(String text, Map<String, String> components) {}

    private static final Comment NONE = new Comment("", Map.of());

    private final Map<String, Comment> byClass = new HashMap<>();

    SourceComments(Path sources) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (Stream<Path> files = Files.walk(sources);
                StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
            List<Path> java = files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> !file.endsWith("package-info.java"))
                    .toList();
            JavacTask task = (JavacTask)
                    compiler.getTask(null, manager, null, null, null, manager.getJavaFileObjectsFromPaths(java));
            DocTrees docs = DocTrees.instance(task);
            for (CompilationUnitTree unit : task.parse()) {
                new Collector(docs, unit.getPackageName().toString()).scan(unit, null);
            }
        }
    }

    Comment of(Class<?> type) {
        return byClass.getOrDefault(type.getCanonicalName(), NONE);
    }

    private final class Collector extends TreePathScanner<@Nullable Void, @Nullable Void> {

        private final DocTrees docs;
        private String enclosing;

        Collector(DocTrees docs, String enclosing) {
            this.docs = docs;
            this.enclosing = enclosing;
        }

        @Override
        public @Nullable Void visitClass(ClassTree type, @Nullable Void nothing) {
            String outer = enclosing;
            enclosing = outer + "." + type.getSimpleName();
            DocCommentTree comment = docs.getDocCommentTree(getCurrentPath());
            if (comment != null) {
                byClass.put(enclosing, read(comment));
            }
            super.visitClass(type, nothing);
            enclosing = outer;
            return null;
        }
    }

    private static Comment read(DocCommentTree comment) {
        Map<String, String> components = new HashMap<>();
        for (DocTree tag : comment.getBlockTags()) {
            if (tag instanceof ParamTree param) {
                components.put(param.getName().toString(), text(param.getDescription()));
            }
        }
        return new Comment(text(comment.getFullBody()), Map.copyOf(components));
    }

    private static String text(List<? extends DocTree> parts) {
        return parts.stream()
                .map(SourceComments::text)
                .collect(Collectors.joining())
                .replaceAll("\\s+", " ")
                .strip();
    }

    private static String text(DocTree part) {
        return switch (part) {
            case LiteralTree literal -> "`" + literal.getBody().getBody() + "`";
            case LinkTree link -> "`" + link.getReference().getSignature().replace("#", "") + "`";
            default -> part.toString();
        };
    }
}
