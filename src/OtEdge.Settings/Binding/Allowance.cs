using System.Globalization;
using OtEdge.Core.Policy;
using OtEdge.Modbus;

namespace OtEdge.Settings.Binding;

/// <summary>What one word of `allow:` or `refuse:` means in Modbus.</summary>
/// <param name="Classes">The class that it names.</param>
/// <param name="Functions">The functions that it names.</param>
/// <param name="UmasGroup">The group of FC90 sub-functions that it names; null: none.</param>
internal sealed record Allowance(OperationClasses Classes, IReadOnlyList<FunctionId> Functions, string? UmasGroup = null)
{
    private const int FunctionMax = 127;
    private const string UmasPrefix = "umas-";

    private static readonly string[] OtherClasses = ["session", "browse", "subscribe", "history", "call"];

    /// <summary>Reads a class, a number such as 16 or 8/1, or a name; null, with a problem, when it is none.</summary>
    public static Allowance? Read(string word, out string problem)
    {
        problem = "";
        OperationClasses named = word switch
        {
            "read" => OperationClasses.Read,
            "write" => OperationClasses.Write,
            "admin" => OperationClasses.Admin,
            _ => OperationClasses.None,
        };
        if (named != OperationClasses.None)
        {
            return new Allowance(named, []);
        }

        if (word.Length > 0 && char.IsAsciiDigit(word[0]))
        {
            return ReadNumber(word, out problem);
        }

        if (UmasGroups.All.FirstOrDefault(group => UmasPrefix + group.Name == word) is { Name: not null } umas)
        {
            return new Allowance(OperationClasses.None, [.. umas.Subs.Select(sub => new FunctionId(FunctionCode.Umas, sub))], umas.Name);
        }

        if (ModbusFunctions.TryByName(word, out ModbusFunction function))
        {
            return new Allowance(OperationClasses.None, [new FunctionId(function.Code, function.Sub)]);
        }

        problem = Unknown(word);
        return null;
    }

    private static Allowance? ReadNumber(string word, out string problem)
    {
        string[] parts = word.Split('/');
        problem = $"expected a function such as 16 or 8/1, but found {Quote.Words(word)}";
        if (parts.Length > 2 || !int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out int code))
        {
            return null;
        }

        if (code is 0 or > FunctionMax)
        {
            problem = $"expected a function code from 1 to {FunctionMax}, but found {Quote.Words(word)}";
            return null;
        }

        if (parts.Length == 1)
        {
            problem = "";
            return new Allowance(OperationClasses.None, [new FunctionId((byte)code)]);
        }

        int subMax = code switch
        {
            FunctionCode.Diagnostics => 65535,
            FunctionCode.EncapsulatedInterfaceTransport or FunctionCode.Umas => 255,
            _ => -1,
        };
        if (subMax < 0)
        {
            problem = $"function {code} has no sub-functions ({Quote.Words(word)}); 8, 43 and 90 have";
            return null;
        }

        if (!Shapes.Scalars.TryInteger(parts[1], out int sub) || sub < 0 || sub > subMax)
        {
            problem = $"expected a sub-function of {code} from 0 to {subMax}, but found {Quote.Words(word)}";
            return null;
        }

        problem = "";
        return new Allowance(OperationClasses.None, [new FunctionId((byte)code, sub)]);
    }

    private static string Unknown(string word)
    {
        if (OtherClasses.Contains(word))
        {
            return $"modbus-tcp has no class {Quote.Words(word)}; its classes are `read`, `write` and `admin`";
        }

        if (word == "malformed")
        {
            return "`malformed` cannot stand in a rule; broken frames are refused by every scope while enforcing";
        }

        string[] names =
        [
            "read", "write", "admin",
            .. ModbusFunctions.All.Select(function => function.Name),
            .. UmasGroups.All.Select(group => UmasPrefix + group.Name),
        ];
        string? nearest = NearestName.Of(word, names);
        return $"unknown class or function {Quote.Words(word)}; "
            + (nearest is null ? "expected `read`, `write`, `admin`, a function's number such as 16 or 8/1, or its name such as `write-single-coil`" : $"did you mean {Quote.Words(nearest)}?");
    }
}
