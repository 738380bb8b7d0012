using System.Text.RegularExpressions;

namespace OtEdge.HouseTests.Reading;

/// <summary>Finds types and their members by counting braces in code that has no comments and strings.</summary>
internal static partial class Declarations
{
    // What may stand before a tuple type, which looks like parameters.
    private static readonly string[] Modifiers =
        ["public", "internal", "private", "protected", "static", "readonly", "required", "const", "override", "virtual", "abstract", "sealed", "new"];

    /// <summary>Every type, outer ones first.</summary>
    public static IReadOnlyList<TypeDeclaration> Of(string code)
    {
        List<TypeDeclaration> types = [];
        ReadTypes(code, line: 1, isTopLevel: true, types);
        return types;
    }

    private static void ReadTypes(string code, int line, bool isTopLevel, List<TypeDeclaration> types)
    {
        foreach (Member member in Members(code, line))
        {
            if (NamespaceHeader().IsMatch(member.Header))
            {
                ReadTypes(member.Body, member.BodyLine, isTopLevel, types);
            }
            else if (TypeHeader().Match(member.Header) is { Success: true } match)
            {
                ReadType(member, match, isTopLevel, types);
            }
        }
    }

    private static void ReadType(Member member, Match header, bool isTopLevel, List<TypeDeclaration> types)
    {
        TypeDeclaration type = new(
            header.Groups["name"].Value,
            KindOf(header.Groups["kind"].Value),
            header.Groups["modifiers"].Value.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries),
            member.Line,
            isTopLevel);
        types.Add(type);
        if (type.Kind is "enum" or "delegate")
        {
            return;
        }

        string afterName = SkipTypeParameters(member.Header[(header.Index + header.Length)..]);
        if (afterName.StartsWith('('))
        {
            type.Callables.Add(new Callable(type.Name, true, CountParameters(afterName), member.Line, 0));
        }

        foreach (Member inner in Members(member.Body, member.BodyLine))
        {
            if (!TypeHeader().IsMatch(inner.Header) && CallableOf(inner, type.Name) is { } callable)
            {
                type.Callables.Add(callable);
            }
        }

        ReadTypes(member.Body, member.BodyLine, isTopLevel: false, types);
    }

    private static string KindOf(string words) =>
        words.StartsWith("delegate", StringComparison.Ordinal) ? "delegate"
        : words.StartsWith("record", StringComparison.Ordinal) && words.EndsWith("struct", StringComparison.Ordinal) ? "record struct"
        : words.Split(' ')[0];

    // Methods, operators, constructors, and properties that have a body; not fields, however long their initial value is.
    private static Callable? CallableOf(Member member, string typeName)
    {
        string header = LeadingAttributes().Replace(member.Header, "");
        (string signature, bool isAssigned) = SignatureOf(header);
        Match name = BeforeParameters().Match(signature);
        if (name.Success && !Modifiers.Contains(name.Groups["name"].Value))
        {
            return new Callable(
                name.Groups["name"].Value,
                name.Groups["name"].Value == typeName,
                CountParameters(signature[(name.Index + name.Length - 1)..]),
                member.Line,
                member.Lines);
        }

        return isAssigned ? null : new Callable(signature.Split(' ')[^1], false, 0, member.Line, member.Lines);
    }

    // Up to "=>", "=", a constructor's ": base(...)" or the constraints of type parameters.
    private static (string Signature, bool IsAssigned) SignatureOf(string header)
    {
        int start = OperatorName().Match(header) is { Success: true } symbol ? symbol.Index + symbol.Length : 0;
        int depth = 0;
        for (int at = start; at < header.Length; at++)
        {
            depth += header[at] switch { '(' or '[' or '<' => 1, ')' or ']' => -1, '>' when header[at - 1] != '=' => -1, _ => 0 };
            if (depth == 0 && (header[at] is '=' or ':' || Constraint().IsMatch(header, at)))
            {
                return (header[..at].TrimEnd(), header[at] == '=' && !header.AsSpan(at).StartsWith("=>"));
            }
        }

        return (header, false);
    }

    // Cuts code into members: each ends with ";", or with a closing brace that nothing follows which would go on.
    private static IEnumerable<Member> Members(string code, int line)
    {
        int start = 0;
        int bodyStart = -1;
        int bodyEnd = -1;
        int depth = 0;
        for (int at = 0; at < code.Length; at++)
        {
            switch (code[at])
            {
                case '(' or '[':
                    depth++;
                    break;
                case ')' or ']':
                    depth--;
                    break;
                case '{':
                    int end = ClosingBrace(code, at);
                    if (bodyStart < 0 && depth == 0)
                    {
                        (bodyStart, bodyEnd) = (at, end);
                    }

                    at = end;
                    if (depth == 0 && !GoesOn(code, end))
                    {
                        yield return Cut(code, line, start, at, bodyStart, bodyEnd);
                        (start, bodyStart) = (at + 1, -1);
                    }

                    break;
                case ';' when depth == 0:
                    yield return Cut(code, line, start, at, bodyStart, bodyEnd);
                    (start, bodyStart) = (at + 1, -1);
                    break;
            }
        }
    }

    private static bool GoesOn(string code, int brace)
    {
        int next = brace + 1;
        while (next < code.Length && char.IsWhiteSpace(code[next]))
        {
            next++;
        }

        // A "[" on the same line is an index into what the braces made; on another it is an attribute.
        return next < code.Length
            && (code[next] is ';' or ',' or '.' or '=' or ')' or '?' or '|' or '&' or '+' or '-' or '*' or ':'
                || (code[next] == '[' && next == brace + 1));
    }

    private static int ClosingBrace(string code, int open)
    {
        int depth = 0;
        for (int at = open; at < code.Length; at++)
        {
            depth += code[at] switch { '{' => 1, '}' => -1, _ => 0 };
            if (depth == 0)
            {
                return at;
            }
        }

        return code.Length - 1;
    }

    private static Member Cut(string code, int line, int start, int end, int bodyStart, int bodyEnd)
    {
        while (start < end && char.IsWhiteSpace(code[start]))
        {
            start++;
        }

        string header = code[start..(bodyStart < 0 ? end : bodyStart)].TrimEnd();
        int first = line + Newlines(code, 0, start);
        return new Member(
            header,
            first,
            Newlines(code, start, end) + 1,
            bodyStart < 0 ? "" : code[(bodyStart + 1)..bodyEnd],
            bodyStart < 0 ? first : line + Newlines(code, 0, bodyStart));
    }

    private static int Newlines(string code, int from, int to) => code.AsSpan(from, to - from).Count('\n');

    private static string SkipTypeParameters(string rest)
    {
        string trimmed = rest.TrimStart();
        if (!trimmed.StartsWith('<'))
        {
            return trimmed;
        }

        int depth = 0;
        for (int at = 0; at < trimmed.Length; at++)
        {
            depth += trimmed[at] switch { '<' => 1, '>' => -1, _ => 0 };
            if (depth == 0)
            {
                return trimmed[(at + 1)..].TrimStart();
            }
        }

        return "";
    }

    // Commas between the first "(" and its ")" that stand in no inner brackets.
    private static int CountParameters(string parameters)
    {
        int depth = 0;
        int count = 0;
        bool isEmpty = true;
        foreach (char character in parameters)
        {
            depth += character switch { '(' or '[' or '<' or '{' => 1, ')' or ']' or '>' or '}' => -1, _ => 0 };
            if (depth == 0)
            {
                break;
            }

            count += depth == 1 && character == ',' ? 1 : 0;
            isEmpty &= character == '(' || char.IsWhiteSpace(character);
        }

        return isEmpty ? 0 : count + 1;
    }

    [GeneratedRegex(@"^\s*namespace\s")]
    private static partial Regex NamespaceHeader();

    [GeneratedRegex(@"^(\[[^\]]*\]\s*)*(?<modifiers>((public|internal|private|protected|file|static|sealed|abstract|partial|readonly|ref|unsafe|new)\s+)*)(?<kind>class|struct|record(\s+struct|\s+class)?|interface|enum|delegate\s+[\w<>\[\]?.,\s]+?)\s+(?<name>\w+)\s*(?=[<(:{;]|where\b|$)")]
    private static partial Regex TypeHeader();

    [GeneratedRegex(@"^(\s*\[[^\]]*\])+\s*")]
    private static partial Regex LeadingAttributes();

    [GeneratedRegex(@"\boperator\s*(checked\s+)?[^\s(\w]+")]
    private static partial Regex OperatorName();

    [GeneratedRegex(@"\G\swhere\s")]
    private static partial Regex Constraint();

    [GeneratedRegex(@"(?<name>[\w]+|[=!<>+\-*/%&|^~]+)\s*(<[^()]*>)?\s*\((?=[^()]*(\([^()]*\)[^()]*)*\)$)")]
    private static partial Regex BeforeParameters();
}
