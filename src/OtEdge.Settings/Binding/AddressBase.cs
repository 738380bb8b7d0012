using OtEdge.Core.Policy;
using OtEdge.Settings.Shapes;
using OtEdge.Settings.Yaml;

namespace OtEdge.Settings.Binding;

/// <summary>Turns addresses as a policy writes them into zero-based ones, and refuses 4xxxx notation, which is neither base.</summary>
internal sealed class AddressBase(int first)
{
    private const int AddressMax = 65535;
    private const int FiveDigits = 10_000;
    private const int SixDigits = 100_000;

    /// <summary>Reads a range; false when it is absent, or wrong, and then a problem says why.</summary>
    public bool TryResolve(SettingsNode? node, RegisterSpace space, ProblemList problems, out AddressRange range)
    {
        range = default;
        if (!ModbusScalars.Range.TryRead(node, out AddressRange written))
        {
            return false;
        }

        string? complaint = Complaint(written, space, ((ScalarNode)node!).Text);
        if (complaint is not null)
        {
            problems.Error(node!, complaint);
            return false;
        }

        range = new AddressRange(written.First - first, written.Last - first);
        return true;
    }

    /// <summary>A zero-based range as the policy would write it.</summary>
    public AddressRange Written(AddressRange range) => new(range.First + first, range.Last + first);

    private static int Prefix(RegisterSpace space) => space switch
    {
        RegisterSpace.DiscreteInput => 1,
        RegisterSpace.InputRegister => 3,
        RegisterSpace.HoldingRegister => 4,
        _ => 0,
    };

    private string? Complaint(AddressRange written, RegisterSpace space, string text)
    {
        int prefix = Prefix(space);
        // An address in hexadecimal is never 4xxxx notation: the way to write a high address that is meant as it stands.
        bool isLiteral = text.Contains("0x", StringComparison.Ordinal);
        int unit = written.Last > AddressMax + first ? SixDigits : FiveDigits;
        if (prefix > 0 && !isLiteral && IsNotation(written.First, prefix, unit) && IsNotation(written.Last, prefix, unit))
        {
            var meant = new AddressRange(written.First - (prefix * unit) - 1 + first, written.Last - (prefix * unit) - 1 + first);
            string literal = written.Last > AddressMax + first ? "" : $", or {Quote.Words(Hexadecimal(written))} if it is meant as it stands";
            return $"{Quote.Words(text)} looks like {prefix}xxxx notation; with address-base {first} write {Quote.Words($"{meant}")}{literal}";
        }

        if (written.First < first)
        {
            return $"{Quote.Words(text)} is below 1, the first address with address-base 1";
        }

        return written.Last > AddressMax + first
            ? $"{Quote.Words(text)} reaches beyond {AddressMax + first}, the last address with address-base {first}"
            : null;
    }

    private static bool IsNotation(int address, int prefix, int unit) =>
        address > prefix * unit && address < (prefix + 1) * unit && address - (prefix * unit) <= AddressMax + 1;

    private static string Hexadecimal(AddressRange range) =>
        range.First == range.Last ? $"0x{range.First:X4}" : $"0x{range.First:X4}-0x{range.Last:X4}";
}
