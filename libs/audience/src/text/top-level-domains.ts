const words = (text: string): readonly string[] => text.trim().split(/\s+/);

/** Every country's, as they are delegated. */
const COUNTRIES = words(`
  ac ad ae af ag ai al am ao aq ar as at au aw ax az ba bb bd be bf bg bh bi bj bm bn bo br bs bt bw by bz ca cc cd cf
  cg ch ci ck cl cm cn co cr cu cv cw cx cy cz de dj dk dm do dz ec ee eg er es et eu fi fj fk fm fo fr ga gd ge gf gg
  gh gi gl gm gn gp gq gr gs gt gu gw gy hk hm hn hr ht hu id ie il im in io iq ir is it je jm jo jp ke kg kh ki km kn
  kp kr kw ky kz la lb lc li lk lr ls lt lu lv ly ma mc md me mg mh mk ml mm mn mo mp mq mr ms mt mu mv mw mx my mz na
  nc ne nf ng ni nl no np nr nu nz om pa pe pf pg ph pk pl pm pn pr ps pt pw py qa re ro rs ru rw sa sb sc sd se sg sh
  si sk sl sm sn so sr ss st su sv sx sy sz tc td tf tg th tj tk tl tm tn to tr tt tv tw tz ua ug uk us uy uz va vc ve
  vg vi vn vu wf ws ye yt za zm zw 한국 中国 中國 香港 台湾 台灣 рф укр бел срб қаз ไทย भारत مصر ایران امارات السعودية ελ
`);

/** Of the others those that are met most, in honest links and in the other kind; and the one for examples. */
const GENERIC = words(`
  com net org edu gov mil int info biz mobi pro tel xxx arpa example onion
  academy agency app art audio band best bet bid blog buzz cam camp cards care cash casino center cfd chat city click
  cloud club codes coffee community company computer cool date dating day deals design dev digital direct directory dog
  email energy events expert express family fans farm fashion finance fit flights foundation fun fund fyi game games
  gallery gay gift gifts gold golf graphics group guide guru health help homes host hosting house icu ink institute
  investments kim land lat lgbt life link live loan lol love ltd market marketing mba media men moe monster network news
  ninja observer one online ooo page party photo photos pics pictures pink poker porn press productions promo pub quest
  radio realty recipes red rent report rest review reviews rip rocks run sale sbs school science services sex sexy shop
  shopping show singles site skin social software solutions space store stream studio studios style support surf systems
  tech technology tips today token tools top tours town trade trading training tube university uno vacations ventures
  video vin vip vote voyage wang webcam website wiki win work works world wtf xin xyz yachts zip zone 닷컴 닷넷
`);

export const TOP_LEVEL_DOMAINS: ReadonlySet<string> = new Set([...COUNTRIES, ...GENERIC]);
