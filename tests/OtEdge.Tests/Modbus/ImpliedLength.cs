namespace OtEdge.Tests.Modbus;

/// <summary>
/// How long a device that ignores the MBAP length takes a PDU to be: by function code and byte count alone, as libmodbus
/// does. Written apart from the codec, so that both must agree before a frame can be passed on.
/// </summary>
internal static class ImpliedLength
{
    /// <summary>Bytes of the PDU; -1 for functions that such a device does not know.</summary>
    public static int OfRequest(ReadOnlySpan<byte> pdu)
    {
        int function = pdu[0];
        if (function is >= 1 and <= 6)
        {
            return 5;
        }

        if (function is 7 or 11 or 12 or 17)
        {
            return 1;
        }

        return function switch
        {
            15 or 16 => 6 + At(pdu, 5),
            20 or 21 => 2 + At(pdu, 1),
            22 => 7,
            23 => 10 + At(pdu, 9),
            24 => 3,
            8 when At(pdu, 1) + At(pdu, 2) > 0 => 5,
            43 when At(pdu, 1) == 14 => 4,
            _ => -1,
        };
    }

    private static int At(ReadOnlySpan<byte> pdu, int index) => index < pdu.Length ? pdu[index] : 0;
}
