using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace OtEdge.Settings.Yaml;

/// <summary>
/// Reads one YAML document into nodes. Only plain mappings, lists and scalars: anchors, aliases, tags, further documents,
/// duplicate keys and deep nesting are problems, since each lets a file mean something other than what a person reads in it.
/// </summary>
internal sealed class YamlText
{
    private const int DepthMax = 32;

    private readonly string file;
    private readonly ProblemList problems;
    private readonly Parser parser;

    private YamlText(SettingsText source, ProblemList problems)
    {
        file = source.Path;
        this.problems = problems;
        parser = new Parser(new StringReader(source.Text));
    }

    /// <summary>The document's root; null when it cannot be read, and then a problem says why.</summary>
    public static SettingsNode? Read(SettingsText source, ProblemList problems)
    {
        if (source.Text.StartsWith('\ufeff'))
        {
            source = source with { Text = source.Text[1..] };
        }

        if (!TextCheck.Passes(source, problems))
        {
            return null;
        }

        var reader = new YamlText(source, problems);
        try
        {
            return reader.Document();
        }
        catch (YamlException wrong)
        {
            (int line, int column) = At(wrong.Start);
            problems.Error(source.Path, line, column, $"not readable as YAML: {Sentence(wrong.Message)}");
            return null;
        }
        catch (Exception wrong) when (wrong is InvalidOperationException or ArgumentException or OverflowException)
        {
            // YamlDotNet's scanner fails so on some texts that end in the middle of something.
            (int line, int column) = At(reader.parser.Current?.End ?? Mark.Empty);
            problems.Error(source.Path, line, column, "not readable as YAML: something after here does not end; look for a missing quote or bracket");
            return null;
        }
    }

    private static (int Line, int Column) At(Mark mark) => ((int)Math.Max(1, mark.Line), (int)Math.Max(1, mark.Column));

    private static string Sentence(string message)
    {
        string text = message.Trim().TrimEnd('.');
        return text.Length > 0 ? char.ToLowerInvariant(text[0]) + Quote.Plain(text[1..]) : "unknown reason";
    }

    private SettingsNode? Document()
    {
        parser.MoveNext();
        SettingsNode? root = null;
        int documents = 0;
        while (parser.MoveNext() && parser.Current is not StreamEnd)
        {
            if (parser.Current is DocumentStart start && ++documents > 1)
            {
                (int line, int column) = At(start.Start);
                problems.Error(file, line, column, "found a second document; a settings file is one document, remove `---`");
                return root;
            }

            if (parser.Current is NodeEvent)
            {
                root = Node(parser.Current, depth: 0, (line, column) => NodePlace.Document(file, line, column));
                if (root is null)
                {
                    return null;
                }
            }
        }

        if (root is null)
        {
            problems.Error(file, 1, 1, "the file is empty; see config/ for a sample");
        }

        return root;
    }

    // Null means: nested too deep, give up on the file.
    private SettingsNode? Node(ParsingEvent current, int depth, Func<int, int, NodePlace> placed)
    {
        (int line, int column) = At(current.Start);
        NodePlace place = placed(line, column);
        if (depth > DepthMax)
        {
            problems.Error(file, line, column, $"nested deeper than {DepthMax} levels");
            return null;
        }

        Complain(current, place);
        return current switch
        {
            MappingStart => Map(place, depth),
            SequenceStart => List(place, depth),
            Scalar scalar => new ScalarNode(place, scalar.Value, scalar.Style != ScalarStyle.Plain),
            _ => new RefusedNode(place),
        };
    }

    private void Complain(ParsingEvent current, NodePlace place)
    {
        if (current is AnchorAlias alias)
        {
            problems.Error(new RefusedNode(place), $"found the alias {Quote.Words("*" + alias.Value)}; aliases are not read, write the value out");
        }
        else if (current is NodeEvent node)
        {
            if (!node.Anchor.IsEmpty)
            {
                problems.Error(new RefusedNode(place), $"found the anchor {Quote.Words("&" + node.Anchor)}; anchors are not read, remove it");
            }

            if (!node.Tag.IsEmpty && node.Tag.Value is not "!")
            {
                problems.Error(new RefusedNode(place), $"found the tag {Quote.Words(node.Tag.Value)}; tags are not read, remove it");
            }
        }
    }

    private ListNode? List(NodePlace place, int depth)
    {
        var items = new List<SettingsNode>();
        while (parser.MoveNext() && parser.Current is not SequenceEnd)
        {
            SettingsNode? item = Node(parser.Current!, depth + 1, (line, column) => place.Item(items.Count, line, column));
            if (item is null)
            {
                return null;
            }

            items.Add(item);
        }

        return new ListNode(place, items);
    }

    private MapNode? Map(NodePlace place, int depth)
    {
        var entries = new List<MapEntry>();
        var lines = new Dictionary<string, int>(StringComparer.Ordinal);
        while (parser.MoveNext() && parser.Current is not MappingEnd)
        {
            string name = parser.Current is Scalar scalar ? scalar.Value : "?";
            SettingsNode? key = Node(parser.Current!, depth + 1, (line, column) => place.Entry(name, line, column));
            SettingsNode? value = key is null || !parser.MoveNext()
                ? null
                : Node(parser.Current!, depth + 1, (line, column) => place.Entry(name, line, column));
            if (key is null || value is null)
            {
                return null;
            }

            if (key is not ScalarNode text)
            {
                problems.Error(key, $"expected a name as key, but found {key.Found}");
            }
            else if (!lines.TryAdd(text.Text, text.Line))
            {
                problems.Error(key, $"the key {Quote.Words(text.Text)} stands here a second time; the first is on line {lines[text.Text]}");
            }
            else
            {
                entries.Add(new MapEntry(text, value));
            }
        }

        return new MapNode(place, entries);
    }
}
