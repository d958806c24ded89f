// Judges documents with stylesheets compiled beforehand, by Saxon-HE for Java; told what to do by lines on standard input.

import java.io.*;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.*;
import java.util.*;
import java.util.concurrent.atomic.AtomicInteger;
import javax.xml.transform.ErrorListener;
import javax.xml.transform.TransformerException;
import javax.xml.transform.stream.StreamSource;
import net.sf.saxon.s9api.*;

/**
 * SaxonWorker PLAN STYLESHEETS [POOL]: a line of PLAN is a document and the names of its schemas, with tabs between; documents of the folder POOL are read
 * beforehand.
 */
public class SaxonWorker {
    static final Processor processor = new Processor(false);
    static final Map<String, XsltExecutable> stylesheets = new HashMap<>();
    static final List<String[]> plan = new ArrayList<>();
    static final List<byte[]> contents = new ArrayList<>();
    static final ThreadMXBean threads = ManagementFactory.getThreadMXBean();

    /** Errors come as exceptions; warnings of documents that are not there are expected. */
    static final ErrorListener silent = new ErrorListener() {
        public void warning(TransformerException exception) {}
        public void error(TransformerException exception) {}
        public void fatalError(TransformerException exception) {}
    };

    static long processTime() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }

    static XdmNode read(byte[] content, String path) throws SaxonApiException {
        return processor.newDocumentBuilder().build(new StreamSource(new ByteArrayInputStream(content), new File(path).toURI().toString()));
    }

    static byte[] judge(XdmNode document, String schema) throws SaxonApiException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Xslt30Transformer transformer = stylesheets.get(schema).load30();
        transformer.setErrorListener(silent);
        transformer.setGlobalContextItem(document);
        transformer.applyTemplates(document, processor.newSerializer(out));
        return out.toByteArray();
    }

    /** Reads a document and judges it by all its schemas; processor time of this thread and the clock's time, in nanoseconds. */
    static long[] timed(byte[] content, String[] line) throws SaxonApiException {
        long cpu = threads.getCurrentThreadCpuTime(), clock = System.nanoTime();
        XdmNode document = read(content, line[0]);
        for (int i = 1; i < line.length; i++) judge(document, line[i]);
        return new long[] {threads.getCurrentThreadCpuTime() - cpu, System.nanoTime() - clock};
    }

    static void round(int count, PrintStream out) throws Exception {
        long[][] times = new long[plan.size()][];
        AtomicInteger next = new AtomicInteger();
        long cpu = processTime(), clock = System.nanoTime();
        Thread[] workers = new Thread[count];
        for (int t = 0; t < count; t++) {
            workers[t] = new Thread(null, () -> {
                for (int i = next.getAndIncrement(); i < plan.size(); i = next.getAndIncrement()) {
                    try {
                        times[i] = timed(contents.get(i), plan.get(i));
                    } catch (Exception error) {
                        System.err.println(plan.get(i)[0] + ": " + error);
                        times[i] = new long[] {-1, -1};
                    }
                }
            }, "judge", 64 << 20);
            workers[t].start();
        }
        for (Thread worker : workers) worker.join();
        long usedCpu = processTime() - cpu, usedClock = System.nanoTime() - clock;
        for (int i = 0; i < times.length; i++) out.println(i + " " + times[i][0] + " " + times[i][1]);
        out.println("done " + usedCpu + " " + usedClock);
    }

    static void write(String folder) throws Exception {
        for (int i = 0; i < plan.size(); i++) {
            XdmNode document = read(contents.get(i), plan.get(i)[0]);
            for (int s = 1; s < plan.get(i).length; s++) {
                String schema = plan.get(i)[s];
                byte[] result;
                try {
                    result = judge(document, schema);
                } catch (SaxonApiException error) {
                    result = ("error " + (error.getErrorCode() == null ? "" : error.getErrorCode().getLocalName())).getBytes(StandardCharsets.UTF_8);
                }
                Files.write(Paths.get(folder, i + "." + schema + ".svrl"), result);
            }
        }
    }

    static void pool(Path folder) throws Exception {
        List<Path> files = new ArrayList<>();
        Files.walk(folder, FileVisitOption.FOLLOW_LINKS).filter(f -> f.toString().endsWith(".xml") || f.toString().endsWith(".rdf")).forEach(files::add);
        for (Path file : files) {
            if (Files.size(file) == 0) continue;
            XdmNode node = read(Files.readAllBytes(file), file.toString());
            for (String address : new String[] {file.toUri().toString(), file.toUri().toString().replace("file:///", "file:/")})
                processor.getUnderlyingConfiguration().getGlobalDocumentPool().add(node.getUnderlyingNode().getTreeInfo(), address);
        }
    }

    public static void main(String[] arguments) throws Exception {
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), false, "UTF-8");
        for (String line : Files.readAllLines(Paths.get(arguments[0]))) {
            plan.add(line.split("\t"));
            contents.add(Files.readAllBytes(Paths.get(line.split("\t")[0])));
        }
        long start = System.nanoTime();
        XsltCompiler compiler = processor.newXsltCompiler();
        for (String[] line : plan)
            for (int i = 1; i < line.length; i++)
                if (!stylesheets.containsKey(line[i]))
                    stylesheets.put(line[i], compiler.compile(new StreamSource(new File(arguments[1], line[i] + ".xsl"))));
        if (arguments.length > 2) pool(Paths.get(arguments[2]));
        out.println("ready " + (System.nanoTime() - start));
        out.flush();
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            String[] words = line.split("\t");
            switch (words[0]) {
                case "round": round(Integer.parseInt(words[1]), out); break;
                case "write": write(words[1]); out.println("done 0 0"); break;
                case "one": {
                    byte[] content = Files.readAllBytes(Paths.get(words[1]));
                    long[] time = timed(content, Arrays.copyOfRange(words, 1, words.length));
                    out.println("done " + time[0] + " " + time[1]);
                    break;
                }
                case "parse": {
                    for (int i = 0; i < plan.size(); i++) {
                        long cpu = threads.getCurrentThreadCpuTime(), clock = System.nanoTime();
                        read(contents.get(i), plan.get(i)[0]);
                        out.println(i + " " + (threads.getCurrentThreadCpuTime() - cpu) + " " + (System.nanoTime() - clock));
                    }
                    out.println("done 0 0");
                    break;
                }
                default: out.println("done 0 0");
            }
            out.flush();
        }
    }
}
