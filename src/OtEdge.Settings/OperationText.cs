using OtEdge.Core.Policy;
using OtEdge.Core.Zones;
using OtEdge.Settings.Binding;
using OtEdge.Settings.Shapes;

namespace OtEdge.Settings;

/// <summary>Reads an operation as people type it: <c>write holding-register 120 float32 90</c>.</summary>
public static class OperationText
{
    /// <summary>How operations are written, one form a line, for help texts.</summary>
    public const string Usage =
        """
        read SPACE ADDRESS[-LAST]                     read holding-register 0-9
        write SPACE ADDRESS [TYPE] [ORDER] VALUE...   write holding-register 120 float32 CDAB 90
        write coil ADDRESS on|off...                  write coil 17 on
        read|write tag NAME [VALUE]                   write tag target-temp 90
        read|write file FILE RECORD[-LAST]            read file 4 0-9
        function CODE[/SUB]                           function 8/1
        or, for OPC UA:
        browse|read|subscribe|history NODE            read nsu=http://acme.com/filler/;s=Line1.Speed
        write NODE [TYPE] VALUE...                    write nsu=http://acme.com/filler/;s=Line1.Target float64 90
        call OBJECT METHOD                            call nsu=...;s=Line1 nsu=...;s=Line1.StartBatch
        """;

    /// <summary>Reads an operation; addresses are zero-based.</summary>
    /// <param name="site">Where names of assets and tags are looked up.</param>
    /// <param name="words">The words, such as <c>write holding-register 120 float32 90</c>; <c>from CLIENT</c> (or <c>client</c>),
    /// <c>unit N</c> and <c>function F</c> may stand before or after.</param>
    /// <param name="operation">The operation; null when it cannot be read.</param>
    /// <param name="problem">What was expected; empty when it was read.</param>
    public static bool TryParse(Site site, IReadOnlyList<string> words, out OperationExample? operation, out string problem) =>
        TryParse(site, null, words, out operation, out problem);

    /// <summary>Reads an operation that is to be held against a policy: a value of several words takes the order its rules declare.</summary>
    /// <inheritdoc cref="TryParse(Site, IReadOnlyList{string}, out OperationExample?, out string)"/>
    public static bool TryParse(
        Site site, PolicyDocument? policy, IReadOnlyList<string> words, out OperationExample? operation, out string problem)
    {
        if (policy?.Protocol == ConduitProtocol.OpcUa)
        {
            return NodeOperationText.TryParse(new SiteNames(site), words, out operation, out problem);
        }

        operation = null;
        var rest = new List<string>(words.SelectMany(word => word.Split(' ', StringSplitOptions.RemoveEmptyEntries)));
        var draft = new OperationDraft
        {
            Client = Take(rest, "client") ?? Take(rest, "from"),
            Function = Take(rest, "function"),
        };
        if (Take(rest, "unit") is { } unit)
        {
            if (!Scalars.TryInteger(unit, out int number) || number is < 0 or > 255)
            {
                problem = $"expected a unit from 0 to 255, but found {Quote.Words(unit)}";
                return false;
            }

            draft = draft with { Unit = number };
        }

        problem = rest.Count > 0 ? Parse(rest, ref draft) : "";
        if (problem.Length > 0)
        {
            return false;
        }

        operation = OperationBuilder.Build(
            draft, new SiteNames(site), [.. policy?.Rules.SelectMany(rule => rule.Values) ?? []], out problem);
        return operation is not null;
    }

    // Takes `NAME VALUE` out of the words.
    private static string? Take(List<string> words, string name)
    {
        int at = words.IndexOf(name);
        if (at < 0 || at + 1 >= words.Count)
        {
            return null;
        }

        string value = words[at + 1];
        words.RemoveRange(at, 2);
        return value;
    }

    private static string Parse(List<string> words, ref OperationDraft draft)
    {
        if (words[0] is not ("read" or "write"))
        {
            return $"expected `read`, `write` or `function`, but found {Quote.Words(words[0])}{NearestName.Hint(words[0], ["read", "write", "function"], listedMax: 0)}";
        }

        draft = draft with { IsWrite = words[0] == "write" };
        if (words.Count < 3)
        {
            return $"expected what to {words[0]}, such as `{words[0]} holding-register 120`";
        }

        string target = words[1];
        int next = 3;
        if (target == "tag")
        {
            draft = draft with { Tag = words[2] };
        }
        else if (target == "file")
        {
            if (words.Count < 4 || !Scalars.TryInteger(words[2], out int file) || file is < 1 or > 65535)
            {
                return $"expected a file from 1 to 65535 and its records, such as `{words[0]} file 4 0-9`";
            }

            draft = draft with { File = file, Space = RegisterSpace.FileRecord };
            next = 4;
        }
        else
        {
            (string Key, RegisterSpace Space) space = ModbusScalars.SingleSpaces.FirstOrDefault(known => target == known.Key || target == known.Key + "s");
            if (space.Key is null)
            {
                string[] known = [.. ModbusScalars.SingleSpaces.Select(single => single.Key), "tag", "file"];
                return $"unknown space {Quote.Words(target)}{NearestName.Hint(target, known)}";
            }

            draft = draft with { Space = space.Space };
        }

        string problem = target == "tag" ? "" : ParseRange(words[next - 1], ref draft);
        return problem.Length > 0 ? problem : ParseValues(words.Skip(next), ref draft);
    }

    private static string ParseRange(string text, ref OperationDraft draft)
    {
        string[] ends = text.Split('-');
        if (ends.Length > 2 || !Scalars.TryInteger(ends[0], out int first) || !Scalars.TryInteger(ends[^1], out int last)
            || first < 0 || last < first || last > 65535)
        {
            return $"expected a zero-based address or range within 0 to 65535, such as 120 or 0-9, but found {Quote.Words(text)}";
        }

        draft = draft with { Range = new AddressRange(first, last) };
        return "";
    }

    private static string ParseValues(IEnumerable<string> words, ref OperationDraft draft)
    {
        var values = new List<string>();
        foreach (string word in words)
        {
            if (Enum.TryParse(word, ignoreCase: false, out WordOrder order) && char.IsAsciiLetterUpper(word[0]))
            {
                draft = draft with { Order = order };
            }
            else if (Enum.GetValues<ProcessValueType>().Any(type => ModbusScalars.Word(type) == word))
            {
                ProcessValueType type = Enum.Parse<ProcessValueType>(word, ignoreCase: true);
                draft = draft with { Type = type == ProcessValueType.Bit ? null : type };
            }
            else
            {
                values.Add(word);
            }
        }

        if (values.Count > 0 && draft.IsWrite == false)
        {
            return $"a read has no value, but found {Quote.Words(values[0])}";
        }

        draft = draft with { Values = values };
        return "";
    }
}
